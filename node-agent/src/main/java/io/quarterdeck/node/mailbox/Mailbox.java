package io.quarterdeck.node.mailbox;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.ObjectEvent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * The pods that the cluster wants on this node, as its topic tells them. What is in it may be
 * started at once; what is not in it means something only when the topic has been read to a
 * snapshot, and even then is only a reason to ask. Thread-safe.
 */
@ApplicationScoped
public class Mailbox {
  /** Who is told of changes; called one at a time, and quick. */
  public interface Listener {
    void wanted(ApiObject pod);

    void withdrawn(ObjectKey pod);

    /** The mailbox is complete for the first time: whatever runs besides is doubtful. */
    void complete();
  }

  private final Map<ObjectKey, ApiObject> pods = new HashMap<>();
  private @Nullable Listener listener;
  private boolean complete;

  @Incoming("mailbox")
  void receive(ConsumerRecord<String, byte[]> record) {
    if (EventHeaders.SNAPSHOT_KEY.equals(record.key())) {
      snapshot();
    } else {
      change(ObjectEvent.of(record));
    }
  }

  private synchronized void snapshot() {
    boolean first = !complete;
    complete = true;
    if (first && listener != null) {
      listener.complete();
    }
  }

  private synchronized void change(ObjectEvent event) {
    if (event.isGone()) {
      if (pods.remove(event.key()) != null && listener != null) {
        listener.withdrawn(event.key());
      }
      return;
    }
    ApiObject pod = event.object();
    pods.put(event.key(), pod);
    if (listener != null) {
      listener.wanted(pod);
    }
  }

  /** Hears everything from now on, and first what there is. */
  public synchronized void listen(Listener newListener) {
    listener = newListener;
    List<ApiObject> known = new ArrayList<>(pods.values());
    known.forEach(newListener::wanted);
    if (complete) {
      newListener.complete();
    }
  }

  public synchronized Optional<ApiObject> get(ObjectKey key) {
    return Optional.ofNullable(pods.get(key));
  }

  public synchronized boolean isComplete() {
    return complete;
  }
}
