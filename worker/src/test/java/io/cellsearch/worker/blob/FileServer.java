package io.cellsearch.worker.blob;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server of files on a free loopback port. It can be told to answer with another status, to send
 * other bytes than it should, to hold its answers back, or to break off in the middle.
 */
public final class FileServer implements AutoCloseable {
  private static final String PATH = "/api/artifacts/";
  private static final int BROKEN_LENGTH = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile int status;
  private volatile boolean stalls;

  /** Starts a server without files. */
  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Its address, as a coordinator would tell it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  BlobServer open() {
    return new BlobServer(url(), Optional.empty());
  }

  /** Has these bytes under this name, be it theirs or not. */
  public void put(String name, byte[] bytes) {
    files.put(name, bytes);
  }

  /** The bytes that were brought under a name. */
  public Optional<byte[]> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** Answers everything with a status; 0 for whatever is right. */
  public void answerWith(int newStatus) {
    status = newStatus;
  }

  /** Holds answers back until the gate opens. */
  void wait(CountDownLatch newGate) {
    gate = newGate;
  }

  /** Sends the first half of each file and then no more. */
  void stall() {
    stalls = true;
  }

  /** Method, name and credential of each call that nobody took. */
  public BlockingQueue<String> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(PATH.length());
    String credential = exchange.getRequestHeaders().getFirst("Authorization");
    calls.add(exchange.getRequestMethod() + " " + name + " " + credential);
    byte[] body = exchange.getRequestBody().readAllBytes();
    await(gate);
    try (exchange) {
      if (status != 0) {
        answer(exchange, status, "an answer of the test".getBytes());
      } else if (exchange.getRequestMethod().equals("PUT")) {
        files.put(name, body);
        answer(exchange, 201, new byte[0]);
      } else if (files.containsKey(name)) {
        send(exchange, files.get(name));
      } else {
        answer(exchange, 404, "no such file".getBytes());
      }
    }
  }

  private void send(HttpExchange exchange, byte[] bytes) throws IOException {
    if (stalls) {
      exchange.sendResponseHeaders(200, BROKEN_LENGTH);
      exchange.getResponseBody().write(new byte[BROKEN_LENGTH / 2]);
      exchange.getResponseBody().flush();
      await(closed);
    } else {
      answer(exchange, 200, bytes);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
