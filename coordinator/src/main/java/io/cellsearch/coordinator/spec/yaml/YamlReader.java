package io.cellsearch.coordinator.spec.yaml;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a text as exactly one YAML document. */
public final class YamlReader {
  private YamlReader() {}

  /** The document, or nothing where the text is empty or cannot be read to its end. */
  public static Optional<YamlNode> read(String text, Findings findings) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      return document(new Parse(settings).parseString(text).iterator(), findings);
    } catch (TooDeepException e) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      findings.add(SyntaxFinding.of(e));
    } catch (ReaderException e) {
      findings.add(SyntaxFinding.of(e, text));
    } catch (YamlEngineException e) {
      findings.add(Place.START, "", "must be YAML 1.2", Shown.text(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private static Optional<YamlNode> document(Iterator<Event> events, Findings findings) {
    Optional<YamlNode> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent start) {
        if (root.isPresent()) {
          findings.add(
              TreeBuilder.place(event),
              "",
              "must be one document",
              "a second one, which begins here");
          return root;
        }
        checkVersion(start, findings);
        root = Optional.of(new TreeBuilder(events, findings).build());
      }
    }
    return root;
  }

  private static void checkVersion(DocumentStartEvent start, Findings findings) {
    start
        .getSpecVersion()
        .filter(version -> version.getMajor() != 1 || version.getMinor() != 2)
        .ifPresent(
            version ->
                findings.add(
                    TreeBuilder.place(start),
                    "",
                    "must be YAML 1.2",
                    "%YAML " + version.getMajor() + "." + version.getMinor()));
  }
}
