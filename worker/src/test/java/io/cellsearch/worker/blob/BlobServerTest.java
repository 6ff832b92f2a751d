package io.cellsearch.worker.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class BlobServerTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8080", "http://", "ftp://localhost/", "http://a b/"})
  void an_address_that_cannot_be_called_is_refused_at_once(String url) {
    assertThatThrownBy(() -> new BlobServer(url, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://HOST:PORT")
        .hasMessageContaining("'" + url + "'");
  }

  @Test
  void files_are_below_the_address_with_or_without_a_slash_at_its_end() {
    for (String url : new String[] {"http://127.0.0.1:8080", "http://127.0.0.1:8080/"}) {
      assertThat(new BlobServer(url, Optional.empty()).request("abc").build().uri())
          .hasToString("http://127.0.0.1:8080/api/artifacts/abc");
    }
  }
}
