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
  void anAddressThatCannotBeCalledIsRefusedAtOnce(String url) {
    assertThatThrownBy(() -> new BlobServer(url, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://HOST:PORT")
        .hasMessageContaining("'" + url + "'");
  }

  @Test
  void filesAreBelowTheAddressWithOrWithoutASlashAtItsEnd() {
    for (String url : new String[] {"http://127.0.0.1:8080", "http://127.0.0.1:8080/"}) {
      assertThat(new BlobServer(url, Optional.empty()).request("abc").build().uri())
          .hasToString("http://127.0.0.1:8080/api/artifacts/abc");
    }
  }
}
