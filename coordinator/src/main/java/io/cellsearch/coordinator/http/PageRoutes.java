package io.cellsearch.coordinator.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pages, static files in a jar. Paths without a file are views of the one page. */
final class PageRoutes {
  private static final String FOLDER = "/web-ui";

  /** No name of ours has such a letter, begins with a dot, or is empty. */
  private static final Pattern NO_FILE = Pattern.compile("[^A-Za-z0-9._/-]|/[./]|/$");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "woff2", "font/woff2",
          "txt", "text/plain;charset=utf-8");

  private static final String WITHOUT_PAGES =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Cellsearch</title>
      <p>This coordinator was built without its pages (<code>-DskipWebUi</code>).
      The API answers: <a href="/api/experiments">experiments</a>.
      """;

  private final Optional<AccessToken> token;
  private final String folder;

  PageRoutes(Optional<AccessToken> token) {
    this(token, FOLDER);
  }

  PageRoutes(Optional<AccessToken> token, String folder) {
    this.token = token;
    this.folder = folder;
  }

  void add(RoutesConfig routes) {
    routes.get("/", this::index);
    routes.get("/<path>", this::file);
  }

  private void index(Context context) {
    String given = context.queryParam("token");
    if (given != null) {
      enter(given, context);
      return;
    }
    page(context);
  }

  /** Trades the secret of the address for a cookie, and takes it out of the address. */
  private void enter(String given, Context context) {
    if (token.isPresent() && !token.get().exchange(given, context)) {
      throw new ApiException(401, "unauthorized", "this is not the token");
    }
    context.status(303).header("Location", "/");
  }

  private void file(Context context) {
    String path = context.path();
    String extension = path.substring(path.lastIndexOf('.') + 1);
    if (path.equals("/api") || path.startsWith("/api/")) {
      throw ApiException.notFound("no such call: GET " + path);
    }
    if (path.lastIndexOf('.') <= path.lastIndexOf('/')) {
      page(context);
      return;
    }
    byte[] bytes = TYPES.containsKey(extension) ? read(path) : null;
    if (bytes == null) {
      throw ApiException.notFound("no such file: " + path);
    }
    // Vite names what it puts there by its content.
    context.header(
        "Cache-Control",
        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    context.contentType(TYPES.getOrDefault(extension, "application/octet-stream")).result(bytes);
  }

  private void page(Context context) {
    byte[] index = read("/index.html");
    context.header("Cache-Control", "no-cache").contentType("text/html;charset=utf-8");
    if (index == null) {
      context.result(WITHOUT_PAGES);
    } else {
      context.result(index);
    }
  }

  private byte @Nullable [] read(String path) {
    if (NO_FILE.matcher(path).find()) {
      return null;
    }
    try (InputStream in = PageRoutes.class.getResourceAsStream(folder + path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " from the jar", e);
    }
  }
}
