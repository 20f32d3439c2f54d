package io.quarterdeck.node.stream;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.node.cri.CommandStreams;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.pod.CriRuntime;
import io.quarterdeck.node.pod.RuntimeState;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the runtime to prepare a stream and says where it waits. Blocking, thread-safe. */
public final class RuntimeStreams {
  private final CriClient cri;
  private final Function<ObjectKey, Optional<ApiObject>> pods;

  /**
   * Streams of the pods of one node.
   *
   * @param pods the pods of this node as the agent knows them
   */
  public RuntimeStreams(CriClient cri, Function<ObjectKey, Optional<ApiObject>> pods) {
    this.cri = cri;
    this.pods = pods;
  }

  URI exec(ObjectKey pod, String container, MultiMap parameters) throws StreamException {
    CommandStreams streams = StreamParameters.streams(parameters);
    List<String> command = parameters.getAll("command");
    if (command.isEmpty()) {
      throw new StreamException(400, "you must specify a command");
    }
    String id = running(pod, container);
    return prepared(() -> cri.exec(id, command, streams));
  }

  URI attach(ObjectKey pod, String container, MultiMap parameters) throws StreamException {
    CommandStreams streams = StreamParameters.streams(parameters);
    String id = running(pod, container);
    return prepared(() -> cri.attach(id, streams));
  }

  URI portForward(ObjectKey pod) throws StreamException {
    String id =
        state(pod)
            .sandbox()
            .filter(RuntimeState.Sandbox::ready)
            .map(RuntimeState.Sandbox::id)
            .orElseThrow(() -> new StreamException(500, "pod \"" + pod.name() + "\" does not run"));
    return prepared(() -> cri.portForward(id));
  }

  private String running(ObjectKey pod, String container) throws StreamException {
    return state(pod)
        .newest(container)
        .filter(RuntimeState.Container::running)
        .map(RuntimeState.Container::id)
        .orElseThrow(() -> new StreamException(500, "container not found (\"" + container + "\")"));
  }

  private RuntimeState state(ObjectKey key) throws StreamException {
    ApiObject pod =
        pods.apply(key)
            .orElseThrow(
                () -> new StreamException(404, "pod \"" + key.name() + "\" does not exist"));
    return new CriRuntime(cri).of(pod.uid());
  }

  @FunctionalInterface
  private interface Preparation {
    String prepare();
  }

  private static URI prepared(Preparation preparation) throws StreamException {
    try {
      return URI.create(preparation.prepare());
    } catch (StatusRuntimeException e) {
      @Nullable String description = e.getStatus().getDescription();
      throw new StreamException(
          500, description == null ? e.getStatus().getCode().name() : description);
    }
  }
}
