package io.quarterdeck.controller.simulation;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.controller.discovery.Discovery;
import io.quarterdeck.controller.namespace.NamespaceController;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.Reconciler.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A Namespace goes step by step: Pods, the rest, then itself. */
class NamespaceDeletionTest {
  private static final ObjectKey KEY = ObjectKey.cluster("a");

  private final ManualClock clock = new ManualClock();
  private final SimCache cache = new SimCache();
  private final SimApi api = new SimApi(new Random(1), clock::instant, cache::arrive);
  private final List<ApiObject> finalized = new ArrayList<>();
  private final NamespaceController controller =
      new NamespaceController(cache, api, new Served(), clock);

  @Test
  void isEmptiedAndThenReleased() {
    api.create(
        Resources.NAMESPACES,
        object(
            """
            {'metadata':{'name':'a','deletionTimestamp':'2026-01-01T00:00:00Z'},
             'spec':{'finalizers':['kubernetes']},'status':{'phase':'Terminating'}}
            """),
        Cause.NONE);
    api.create(Resources.PODS, object("{'metadata':{'name':'p','namespace':'a'}}"), Cause.NONE);
    api.create(
        Resources.CONFIG_MAPS, object("{'metadata':{'name':'m','namespace':'a'}}"), Cause.NONE);
    api.create(
        Resources.CONFIG_MAPS, object("{'metadata':{'name':'m','namespace':'b'}}"), Cause.NONE);
    cache.advance(Resources.NAMESPACES);

    assertThat(controller.reconcile(KEY, Cause.NONE)).isInstanceOf(Outcome.Again.class);
    assertThat(api.list(Resources.PODS, "a", "")).allMatch(ApiObject::isBeingDeleted);
    assertThat(api.list(Resources.CONFIG_MAPS, "a", "")).hasSize(1);

    api.remove(Resources.PODS, new ObjectKey("a", "p"));
    assertThat(controller.reconcile(KEY, Cause.NONE)).isInstanceOf(Outcome.Again.class);
    assertThat(api.list(Resources.CONFIG_MAPS, "a", "")).isEmpty();
    assertThat(finalized).isEmpty();

    assertThat(controller.reconcile(KEY, Cause.NONE)).isEqualTo(Outcome.DONE);
    assertThat(finalized).hasSize(1);
    assertThat(finalized.getFirst().at("spec", "finalizers")).isEmpty();
    assertThat(api.list(Resources.CONFIG_MAPS, "b", "")).hasSize(1);
  }

  private final class Served implements Discovery {
    @Override
    public List<ResourceType> types() {
      return List.of(Resources.PODS, Resources.CONFIG_MAPS, Resources.NODES);
    }

    @Override
    public void finalizeNamespace(ApiObject namespace, Cause cause) {
      finalized.add(namespace);
    }
  }
}
