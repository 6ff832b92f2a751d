package io.cellsearch.coordinator.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that calls carry: programs in a header, pages in a cookie, because EventSource sends
 * no headers. The cookie holds a value derived from the secret, never the secret.
 */
final class AccessToken {
  private static final String COOKIE = "cellsearch";
  private static final String BEARER = "Bearer ";
  private static final int COOKIE_SECONDS = 30 * 24 * 3600;

  private final String token;
  private final String cookieValue;
  private final boolean secure;

  AccessToken(String token, boolean secure) {
    this.token = token;
    this.cookieValue = derive(token);
    this.secure = secure;
  }

  /** Whether a call carries it. */
  boolean carriedBy(Context context) {
    String header = context.header("Authorization");
    if (header != null
        && header.startsWith(BEARER)
        && same(token, header.substring(BEARER.length()))) {
      return true;
    }
    String cookie = context.cookie(COOKIE);
    return cookie != null && same(cookieValue, cookie);
  }

  /** Gives a browser the cookie, if the text is the secret. */
  boolean exchange(String text, Context context) {
    if (!same(token, text)) {
      return false;
    }
    Cookie cookie = new Cookie(COOKIE, cookieValue, "/", COOKIE_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    // Not strict: the pages need it too, and a link in a mail would show them to nobody. Nothing
    // that
    // a foreign link can call changes anything; what does must have this server's Origin.
    cookie.setSameSite(SameSite.LAX);
    context.cookie(cookie);
    return true;
  }

  /** In a time that tells nothing about where they differ. */
  private static boolean same(String expected, String actual) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(String token) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal("cellsearch page".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
