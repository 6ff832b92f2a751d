package io.cellsearch.coordinator.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What every call must pass before anything looks at it. */
final class RequestGuard {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> PROBES = Set.of("/alive", "/ready");

  /**
   * What state-changing calls may carry. A page of another site can send none of these without
   * asking first, and is never allowed to.
   */
  private static final Map<String, Set<String>> CONTENT_TYPES =
      Map.of(
          "POST", Set.of("application/json", "application/yaml"),
          "PUT", Set.of("application/octet-stream"));

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  private final AllowedHosts hosts;
  private final Optional<AccessToken> token;

  RequestGuard(AllowedHosts hosts, Optional<AccessToken> token) {
    this.hosts = hosts;
    this.token = token;
  }

  void check(Context context) {
    HEADERS.forEach(context::header);
    checkHost(context);
    checkPath(context.path());
    String method = context.method().name();
    if (!READING.contains(method)) {
      checkContentType(context, method);
    }
    if (token.isPresent() && !free(context) && !token.get().carriedBy(context)) {
      throw new ApiException(
          401,
          "unauthorized",
          "this needs the token, as Authorization: Bearer TOKEN; a browser enters with"
              + " /?token=TOKEN");
    }
  }

  private void checkHost(Context context) {
    String host = context.header("Host");
    if (host == null || !hosts.host(host)) {
      throw new ApiException(
          403, "forbidden-host", "this server is not called that; use localhost and its port");
    }
    String origin = context.header("Origin");
    if (origin != null && !hosts.origin(origin)) {
      throw new ApiException(
          403, "forbidden-origin", "pages of other sites may not call this server");
    }
  }

  /** What is no escape, {@code %u002e} for instance, some servers read as one all the same. */
  private static void checkPath(String path) {
    if (NO_ESCAPE.matcher(path).find()) {
      throw ApiException.badRequest("a percent sign in a path must begin an escape such as %20");
    }
  }

  private static void checkContentType(Context context, String method) {
    Set<String> allowed = CONTENT_TYPES.getOrDefault(method, Set.of());
    String type = context.header("Content-Type");
    String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!allowed.isEmpty() && !allowed.contains(plain)) {
      throw new ApiException(
          415,
          "unsupported-media-type",
          "a " + method + " must be one of " + allowed.stream().sorted().toList());
    }
  }

  /** Whether the server lives is no secret, and at the door a browser shows the token. */
  private static boolean free(Context context) {
    String path = context.path();
    return PROBES.contains(path) || (path.equals("/") && context.queryParam("token") != null);
  }
}
