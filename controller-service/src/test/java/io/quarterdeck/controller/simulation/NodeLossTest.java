package io.quarterdeck.controller.simulation;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.controller.nodelifecycle.NodeLifecycleController;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.controller.tainteviction.TaintEvictionController;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.Reconciler.Outcome;
import io.quarterdeck.role.event.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a node that stops renewing its Lease, and of its Pods. */
class NodeLossTest {
  private static final ObjectKey NODE = ObjectKey.cluster("n1");
  private static final ObjectKey LEASE = new ObjectKey("kube-node-lease", "n1");
  private static final ObjectKey POD = new ObjectKey("default", "p");
  private static final Duration GRACE = Duration.ofSeconds(50);

  private final ManualClock clock = new ManualClock();
  private final SimCache cache = new SimCache();
  private final SimApi api = new SimApi(new Random(1), clock::instant, cache::arrive);
  private final EventRecorder events = new EventRecorder(api, "test", clock);
  private final NodeLifecycleController nodes =
      new NodeLifecycleController(cache, api, events, GRACE, clock);
  private final TaintEvictionController evictions =
      new TaintEvictionController(cache, api, events, clock);

  @BeforeEach
  void aNodeWithAPodAndAnotherNode() {
    create(Resources.NODES, node("n1"));
    create(Resources.NODES, node("n2"));
    create(
        Resources.LEASES,
        "{'metadata':{'name':'n1','namespace':'kube-node-lease'},'spec':{'renewTime':'1'}}");
    create(
        Resources.PODS,
        """
        {'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'default'},
         'spec':{'nodeName':'n1','tolerations':[{'key':'node.kubernetes.io/unreachable',
          'operator':'Exists','effect':'NoExecute','tolerationSeconds':300}]},
         'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}}
        """);
    show();
  }

  @Test
  void itsPodsLeaveWhenTheyToleratedItLongEnough() {
    assertThat(nodes.reconcile(NODE, Cause.NONE)).isEqualTo(new Outcome.Again(GRACE));
    clock.pass(GRACE);
    nodes.reconcile(NODE, Cause.NONE);
    show();

    ApiObject node = api.get(Resources.NODES, NODE).orElseThrow();
    assertThat(node.at("status", "conditions").path(0).path("status").asText())
        .isEqualTo("Unknown");
    assertThat(node.at("spec", "taints")).hasSize(2);
    assertThat(Pods.isReady(api.get(Resources.PODS, POD).orElseThrow())).isFalse();
    assertThat(api.list(Resources.EVENTS, "", ""))
        .extracting(each -> each.text("message"))
        .containsExactlyInAnyOrder("Node n1 status is now: NodeNotReady", "Node is not ready");

    assertThat(evictions.reconcile(POD, Cause.NONE))
        .isEqualTo(new Outcome.Again(Duration.ofMinutes(5)));
    clock.pass(Duration.ofMinutes(5));
    evictions.reconcile(POD, Cause.NONE);
    assertThat(api.get(Resources.PODS, POD).orElseThrow().isBeingDeleted()).isTrue();
  }

  @Test
  void aBusThatStandsStillIsNoDeadNode() {
    nodes.reconcile(NODE, Cause.NONE);
    clock.pass(GRACE);
    api.write(Resources.LEASES, LEASE, json -> json.withObject("/spec").put("renewTime", "2"));

    assertThat(nodes.reconcile(NODE, Cause.NONE)).isEqualTo(new Outcome.Again(GRACE));

    assertThat(api.get(Resources.NODES, NODE).orElseThrow().at("spec", "taints")).isEmpty();
  }

  @Test
  void aNodeThatComesBackIsFreedOfItsTaints() {
    nodes.reconcile(NODE, Cause.NONE);
    clock.pass(GRACE);
    nodes.reconcile(NODE, Cause.NONE);
    api.write(
        Resources.NODES,
        NODE,
        json -> json.set("status", object(node("n1")).at("status").deepCopy()));
    api.write(Resources.LEASES, LEASE, json -> json.withObject("/spec").put("renewTime", "3"));
    show();

    nodes.reconcile(NODE, Cause.NONE);

    assertThat(api.get(Resources.NODES, NODE).orElseThrow().at("spec", "taints")).isEmpty();
  }

  private void create(ResourceType type, String text) {
    api.create(type, object(text), Cause.NONE);
  }

  private void show() {
    for (List<ResourceType> behind = cache.behind(); !behind.isEmpty(); behind = cache.behind()) {
      cache.advance(behind.getFirst());
    }
  }

  private static String node(String name) {
    return """
    {'apiVersion':'v1','kind':'Node','metadata':{'name':'%s'},'spec':{},
     'status':{'conditions':[{'type':'Ready','status':'True'}]}}
    """
        .formatted(name);
  }
}
