package io.cellsearch.benchmarks.cluster;

import io.cellsearch.cli.client.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The product as its user starts it: a coordinator on an H2 file and workers of one slot each, all
 * processes with the options of {@code scripts/cellsearch}. None of them outlives this one.
 */
final class Product implements AutoCloseable {
  private static final String MAIN = "io.cellsearch.cli.Main";
  private static final String COORDINATOR = "coordinator";

  private final Path folder;
  private final Site site;
  private final int httpPort = FreePorts.any();
  private final int clusterPort = FreePorts.any();
  private final ProductNode coordinator;
  private final List<ProductNode> workers = new ArrayList<>();
  private final Thread hook = new Thread(this::endAll, "product-end");

  /**
   * Nodes that were not started yet.
   *
   * @param home the folder of the repository, whose command line has been built
   * @param folder for states and logs
   * @param workerOptions further options of {@code worker}
   */
  Product(Path home, Path folder, int workers, List<String> workerOptions) throws IOException {
    this(home, folder, workers, new Launch(Site.LOOPBACK, workerOptions, List.of()));
  }

  /** The same elsewhere. */
  Product(Path home, Path folder, int workers, List<String> workerOptions, Site site)
      throws IOException {
    this(home, folder, workers, new Launch(site, workerOptions, List.of()));
  }

  /** How nodes are started: where, and with which further options. */
  private record Launch(Site site, List<String> workerOptions, List<String> coordinatorJvm) {}

  private Product(Path home, Path folder, int workers, Launch launch) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.site = launch.site();
    List<String> java = java(home);
    this.coordinator =
        new ProductNode(
            COORDINATOR,
            words(
                on(COORDINATOR, java),
                launch.coordinatorJvm(),
                List.of(MAIN, "coordinator", "--state", state().toString()),
                List.of("--port", Integer.toString(httpPort)),
                List.of("--cluster-port", Integer.toString(clusterPort)),
                site.options(COORDINATOR),
                parent()),
            folder.resolve("coordinator.log"));
    Path logging = AcknowledgedReports.logSettings(folder);
    for (int i = 1; i <= workers; i++) {
      String name = "worker-" + i;
      List<String> log =
          List.of(
              "-Dlogback.configurationFile=" + logging,
              "-D" + AcknowledgedReports.FILE + "=" + folder.resolve(name + ".acknowledged"));
      List<String> options = List.of(MAIN, "worker", "--join", join(), "--slots", "1");
      List<String> directory = List.of("--state", folder.resolve(name).toString());
      this.workers.add(
          new ProductNode(
              name,
              words(
                  on(name, java),
                  log,
                  options,
                  directory,
                  site.options(name),
                  launch.workerOptions(),
                  parent()),
              folder.resolve(name + ".log")));
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private List<String> on(String node, List<String> java) {
    return Stream.concat(site.prefix(node).stream(), java.stream()).toList();
  }

  private static List<String> java(Path home) throws IOException {
    Path classes = home.resolve("cli/target/classes");
    String dependencies = Files.readString(home.resolve("cli/target/dependencies.classpath"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dcellsearch.home=" + home,
        "-cp",
        classes + ":" + dependencies.strip());
  }

  private static List<String> parent() {
    return List.of("--parent", Long.toString(ProcessHandle.current().pid()));
  }

  /**
   * A command: the JVM with its class path, options of the JVM where {@code -D} or {@code -X} says
   * so, words.
   */
  @SafeVarargs
  private static List<String> words(List<String> java, List<String>... parts) {
    List<String> words = new ArrayList<>(java);
    Stream.of(parts).flatMap(List::stream).filter(Product::isJvmOption).forEach(words::add);
    Stream.of(parts).flatMap(List::stream).filter(word -> !isJvmOption(word)).forEach(words::add);
    return words;
  }

  private static boolean isJvmOption(String word) {
    return word.startsWith("-D") || word.startsWith("-X");
  }

  /**
   * A coordinator alone, which was not started yet.
   *
   * @param javaOptions further ones of its JVM
   */
  Product(Path home, Path folder, List<String> javaOptions) throws IOException {
    this(home, folder, 0, new Launch(Site.LOOPBACK, List.of(), javaOptions));
  }

  /** Starts all nodes; the workers join as soon as the coordinator listens. */
  void start() throws IOException {
    coordinator.start();
    for (ProductNode worker : workers) {
      worker.start();
    }
  }

  ProductNode coordinator() {
    return coordinator;
  }

  List<ProductNode> workers() {
    return workers;
  }

  /** The name by which the coordinator knows a worker; empty before its first start. */
  Optional<String> nameOf(ProductNode worker) throws IOException {
    Path file = folder.resolve(worker.name()).resolve("worker-name");
    return Files.isRegularFile(file)
        ? Optional.of(Files.readString(file).strip()).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  /** Where workers join. */
  String join() {
    return site.host(COORDINATOR) + ":" + clusterPort;
  }

  /** Where the coordinator's database and files are. */
  Path state() {
    return folder.resolve("state");
  }

  Path folder() {
    return folder;
  }

  ApiClient client() {
    Site.Access access = site.access();
    return new ApiClient(server(), access.token(), access.trust());
  }

  /** What the coordinator tells of itself. */
  Metrics metrics() throws IOException, InterruptedException {
    return Metrics.of(server(), site.access());
  }

  private URI server() {
    return URI.create(site.access().scheme() + "://" + site.host(COORDINATOR) + ":" + httpPort);
  }

  /** Ends the coordinator in order, so that its tables can be read. */
  void endCoordinator() throws IOException {
    coordinator.signal(ProductNode.Signal.TERM);
    coordinator.awaitEnd();
  }

  private void endAll() {
    workers.forEach(ProductNode::close);
    coordinator.close();
  }

  @Override
  public void close() {
    endAll();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
