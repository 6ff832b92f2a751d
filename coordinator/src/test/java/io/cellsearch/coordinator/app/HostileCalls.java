package io.cellsearch.coordinator.app;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Calls as someone sends them who wants to break a server, drawn from a seed. */
final class HostileCalls {
  /** A folder up, in the spellings that servers have fallen for. */
  private static final List<String> UP =
      List.of(
          "../",
          "..%2f",
          "%2e%2e/",
          "%2e%2e%2f",
          "%252e%252e%252f",
          "..\\",
          "..%5c",
          "%c0%ae%c0%ae/",
          "..;/",
          "....//",
          ".%00./",
          "%u002e%u002e/",
          "..%c0%af",
          "/../",
          "./");

  private static final List<String> ROOTS =
      List.of("/", "/api/artifacts/", "/assets/", "/api/experiments/", "/web-ui/", "//", "/api/");

  private static final List<String> TARGETS =
      List.of(
          "etc/passwd",
          "cellsearch.mv.db",
          "coordinator.json",
          "proc/self/environ",
          "META-INF/MANIFEST.MF",
          "logback.xml",
          "etc%2fpasswd",
          "etc/passwd%00.js");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "PATCH",
          "TRACE",
          "CONNECT",
          "OPTIONS",
          "HEAD",
          "get",
          "PROPFIND",
          "BREW",
          "G\0T",
          "*",
          "");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/yaml",
          "text/plain",
          "application/octet-stream",
          "application/json;charset=utf-16",
          "application/x-java-serialized-object",
          "multipart/form-data; boundary=x",
          "*/*",
          "application/json, text/html",
          "");

  private static final List<String> PATHS =
      List.of(
          "/api/experiments",
          "/api/experiments/small",
          "/api/experiments/small/trials/1",
          "/api/experiments/small/leaderboard?top=",
          "/api/experiments/small/importance?method=",
          "/api/compare?first=",
          "/api/artifacts/",
          "/metrics",
          "/",
          "/alive");

  private static final List<String> WORDS =
      List.of(
          "-1",
          "0",
          "1",
          "99999999999999999999",
          "NaN",
          "1e309",
          "%00",
          "%ff",
          "%",
          "%zz",
          "null",
          "'",
          "\"",
          "';DROP TABLE trials;--",
          "<script>",
          "${jndi:ldap://127.0.0.1/a}",
          "{{7*7}}",
          "small/1&second=small/1",
          "small/0&second=small/99",
          "\u00e9",
          "a".repeat(5_000));

  private final Random random;
  private final String spec;

  /** Calls of a seed; bodies are mutations of the experiment file. */
  HostileCalls(long seed, String spec) {
    this.random = new Random(seed);
    this.spec = spec;
  }

  /** The next call, ready to be sent to the host. */
  byte[] next(String host) {
    return switch (random.nextInt(6)) {
      case 0 -> call("GET", traversal(), host, "", new byte[0]);
      case 1 -> call(any(METHODS), any(PATHS) + any(WORDS), host, "", new byte[0]);
      case 2 -> call("POST", "/api/experiments", host, type(any(TYPES)), body());
      case 3 -> call("PUT", "/api/artifacts/" + artifact(), host, type(any(TYPES)), body());
      case 4 -> call(any(List.of("GET", "POST")), any(PATHS), host, headers(host), body());
      default -> garbage(host);
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String type(String type) {
    return "Content-Type: " + type + "\r\n";
  }

  private static byte[] call(String method, String path, String host, String more, byte[] body) {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + more
            + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n")
            + "Connection: close\r\n\r\n";
    return concat(head.getBytes(StandardCharsets.ISO_8859_1), body);
  }

  private String traversal() {
    return any(ROOTS) + any(UP).repeat(1 + random.nextInt(12)) + any(TARGETS);
  }

  private String artifact() {
    return random.nextBoolean() ? "0".repeat(64) : any(UP) + "0".repeat(random.nextInt(70));
  }

  private String headers(String host) {
    List<String> headers =
        List.of(
            "Host: evil.example",
            "Host: " + host,
            "X-Forwarded-Host: evil.example",
            "X-HTTP-Method-Override: DELETE",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked, identity",
            "Content-Length: -1",
            "Content-Length: 1,2",
            "Content-Length: 99999999999999999999",
            "Expect: 100-continue",
            "Expect: nothing",
            "Range: bytes=0-,0-,0-",
            "Accept-Encoding: gzip;q=2",
            "Authorization: Bearer \u00ff",
            "Cookie: cellsearch=\"; a=" + "b".repeat(100),
            "Origin: null",
            "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            " folded: line",
            "no colon here",
            "Content-Encoding: gzip",
            "X: " + "y".repeat(random.nextInt(100_000)));
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      chosen.add(any(headers));
    }
    return type("application/json") + String.join("\r\n", chosen) + "\r\n";
  }

  private byte[] body() {
    return switch (random.nextInt(9)) {
      case 0 -> "[".repeat(1 + random.nextInt(200_000)).getBytes(StandardCharsets.US_ASCII);
      case 1 -> "{\"spec\":".repeat(1 + random.nextInt(20_000)).getBytes(StandardCharsets.US_ASCII);
      case 2 -> ("a: " + "[[".repeat(random.nextInt(9_000))).getBytes(StandardCharsets.US_ASCII);
      case 3 -> bombs().getBytes(StandardCharsets.US_ASCII);
      case 4 -> mutated(("{\"spec\": \"" + spec.replace("\n", "\\n") + "\"}"));
      case 5 -> randomBytes(random.nextInt(10_000));
      case 6 ->
          spec.replace("26", "1_".repeat(random.nextInt(100_000)) + "1")
              .getBytes(StandardCharsets.US_ASCII);
      case 7 -> deepCell().getBytes(StandardCharsets.US_ASCII);
      default -> mutated(spec);
    };
  }

  /** Aliases that double, numbers that are long, keys that repeat. */
  private String bombs() {
    return any(
        List.of(
            "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\ne: [*d,*d]\n",
            "a: &a [*a]\n",
            "{\"spec\": " + "9".repeat(100_000) + "}",
            "{\"data\": {\"a\": 1e999999999}, \"spec\": \"a\"}",
            "{\"spec\":\"a\",\"spec\":\"b\",\"data\":[1]}",
            "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1\"]]",
            "name: " + "x".repeat(500_000)));
  }

  /** A cell whose equation is nested, or long, beyond what any stack holds. */
  private String deepCell() {
    int depth = random.nextInt(100_000);
    String expression =
        any(
            List.of(
                "(".repeat(depth) + "h" + ")".repeat(depth),
                "-".repeat(depth) + "h",
                "tanh(".repeat(depth) + "h" + ")".repeat(depth),
                "h" + " + h".repeat(depth),
                "h" + " * h".repeat(depth),
                "h" + " - (h".repeat(depth) + ")".repeat(depth),
                "where(h, ".repeat(depth) + "h",
                "h^".repeat(depth) + "2"));
    return spec.replace("cell: gru", "cell: own")
        + "cells:\n  own: |\n    cell own\n      state h\n      h' = "
        + expression
        + "\n";
  }

  private byte[] mutated(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(12); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int from = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : 0;
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private byte[] garbage(String host) {
    return switch (random.nextInt(7)) {
      case 0 -> randomBytes(1 + random.nextInt(500));
      case 1 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      case 2 -> new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0};
      case 3 -> call("GET", "/" + "a".repeat(random.nextInt(60_000)), host, "", new byte[0]);
      case 4 -> call("GET", "/a".repeat(random.nextInt(3_900)) + ".js", host, "", new byte[0]);
      case 5 -> call("GET", "http://evil.example/api/experiments", host, "", new byte[0]);
      default ->
          concat(
              call(
                  "POST",
                  "/api/experiments",
                  host,
                  type("application/json") + "Transfer-Encoding: chunked\r\n",
                  new byte[0]),
              randomBytes(200));
    };
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concat(byte[] head, byte[] body) {
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
