package io.quarterdeck.node.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.Fields;
import io.quarterdeck.role.event.EventNote;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes of a node whose API is a map, with the Events that they led to. */
public final class TestVolumes {
  static final Fields.Node NODE = new Fields.Node(BigDecimal.valueOf(2), 1L << 30);

  final Map<Reference, JsonNode> found = new HashMap<>();
  final List<EventNote> events = new ArrayList<>();
  final NodeVolumes volumes;

  TestVolumes(Path root) {
    volumes =
        new NodeVolumes(
            root,
            NODE,
            new VolumeSources() {
              @Override
              public Optional<JsonNode> find(Reference reference, ApiObject pod) {
                return Optional.ofNullable(found.get(reference));
              }

              @Override
              public void forget(String podUid) {}
            },
            events::add);
  }

  /** For pods that refer to nothing. */
  public static Volumes withoutApi(Path root) {
    return new TestVolumes(root).volumes;
  }
}
