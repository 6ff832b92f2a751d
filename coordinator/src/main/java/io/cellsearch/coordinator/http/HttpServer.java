package io.cellsearch.coordinator.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The running HTTP server: API, live events, artifacts, status and pages. */
public final class HttpServer implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final HttpSettings settings;
  private final String host;
  private final EventRoutes events;
  private final Optional<AccessToken> token;
  private final Javalin javalin;

  /** Known when the port is: until then nothing is answered. */
  private volatile @Nullable RequestGuard guard;

  private HttpServer(HttpSettings settings, String host, ApiBackend backend, Duration heartbeat) {
    this.settings = settings;
    this.host = host;
    this.events = new EventRoutes(backend.events(), heartbeat);
    this.token = settings.token().map(text -> new AccessToken(text, settings.tls().isPresent()));
    this.javalin = Javalin.create(config -> configure(config, backend));
  }

  /**
   * Starts a server.
   *
   * @throws UnsafeBindException when other machines could reach it without a token and TLS
   * @throws HttpStartException when the port is taken or the certificate cannot be read
   */
  public static HttpServer start(HttpSettings settings, ApiBackend backend)
      throws HttpStartException {
    return start(settings, backend, HEARTBEAT);
  }

  static HttpServer start(HttpSettings settings, ApiBackend backend, Duration heartbeat)
      throws HttpStartException {
    refuseUnsafe(settings);
    String host = AllowedHosts.loopback(settings.bind()) ? "localhost" : settings.bind();
    HttpServer server = new HttpServer(settings, host, backend, heartbeat);
    try {
      server.javalin.start();
    } catch (JavalinBindException e) {
      throw new HttpStartException(
          "cannot listen on " + settings.bind() + ", port " + settings.port(), e);
    }
    server.guard = new RequestGuard(new AllowedHosts(settings, server.port()), server.token);
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** All that is answered here, each written METHOD PATH. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
        .filter(route -> !route.startsWith("BEFORE "))
        .toList();
  }

  /** The address for browsers and workers that can reach it. */
  public URI uri() {
    return URI.create(settings.scheme() + "://" + host + ":" + port());
  }

  @Override
  public void close() {
    events.close();
    javalin.stop();
  }

  private static void refuseUnsafe(HttpSettings settings) throws HttpStartException {
    if (!AllowedHosts.loopback(settings.bind())) {
      if (settings.token().isEmpty()) {
        throw new UnsafeBindException(
            settings.bind(), settings.tls().isEmpty() ? "either" : "a token");
      }
      if (settings.tls().isEmpty()) {
        throw new UnsafeBindException(settings.bind(), "TLS");
      }
    }
    if (settings.tls().isPresent() && !Files.isReadable(settings.tls().get().keyStore())) {
      throw new HttpStartException(
          "cannot read the certificate " + settings.tls().get().keyStore());
    }
  }

  private void configure(JavalinConfig config, ApiBackend backend) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.host = settings.bind();
    config.jetty.port = settings.port();
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    settings
        .tls()
        .ifPresent(tls -> config.jetty.addConnector((jetty, http) -> connector(jetty, http, tls)));
    config.routes.before(this::guarded);
    Answers.errors(config.routes);
    events.add(config.routes);
    new ExperimentRoutes(backend.queries()).add(config.routes);
    new ImportanceRoutes(backend.queries()).add(config.routes);
    new ComparisonRoutes(backend.queries()).add(config.routes);
    new SubmitRoutes(backend.commands(), backend.artifacts()).add(config.routes);
    new OrderRoutes(backend.commands()).add(config.routes);
    new ArtifactRoutes(backend.artifacts()).add(config.routes);
    new StatusRoutes(backend.meters(), backend.ready()).add(config.routes);
    new BackupRoutes(backend.backups()).add(config.routes);
    new PageRoutes(token).add(config.routes);
  }

  private void guarded(Context context) {
    RequestGuard current = guard;
    if (current == null) {
      throw new ApiException(503, "not-ready", "the coordinator is starting; ask again");
    }
    current.check(context);
  }

  private Connector connector(Server jetty, HttpConfiguration http, Tls tls) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStorePath(tls.keyStore().toString());
    ssl.setKeyStoreType("PKCS12");
    ssl.setKeyStorePassword(tls.password());
    ServerConnector connector = new ServerConnector(jetty, ssl, new HttpConnectionFactory(http));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    return connector;
  }
}
