package io.cellsearch.training.emit;

import io.cellsearch.training.kernel.CellKernel;
import io.cellsearch.training.kernel.Loop;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles what {@link SourcePrinter} prints with javac, in memory. */
public final class SourceCompiler {
  private SourceCompiler() {}

  public static CellKernel compile(List<Loop> loops) {
    String text = SourcePrinter.print(loops);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///io/cellsearch/training/emit/Generated.java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(diagnostics, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
              @Override
              public OutputStream openOutputStream() {
                return bytes;
              }
            };
          }
        };
    List<String> options =
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-proc:none",
            "-nowarn",
            "-classpath",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    if (!compiler.getTask(null, files, diagnostics, options, null, List.of(source)).call()) {
      throw new IllegalStateException(diagnostics.getDiagnostics() + "\n" + text);
    }
    return HiddenClasses.instantiate(bytes.toByteArray());
  }
}
