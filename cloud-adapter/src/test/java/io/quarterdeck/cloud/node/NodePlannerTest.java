package io.quarterdeck.cloud.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.cloud.Provider.Address;
import io.quarterdeck.cloud.Provider.Instance;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePlannerTest {
  private static final Instance INSTANCE =
      new Instance(
          "local://test/n1", "", "zone-a", "", List.of(new Address("InternalIP", "192.0.2.7")));

  @Test
  void aNewNodeIsInitialised() {
    NodePlan plan =
        NodePlanner.plan(
            node(
                """
                {'metadata':{'name':'n1','resourceVersion':'7'},'spec':{'taints':[
                 {'key':'node.cloudprovider.kubernetes.io/uninitialized','effect':'NoSchedule'},
                 {'key':'mine','effect':'NoSchedule'}]}}
                """),
            INSTANCE);

    assertThat(plan.object().map(Object::toString))
        .hasValue(
            json(
                "{'metadata':{'labels':{'topology.kubernetes.io/zone':'zone-a'},"
                    + "'resourceVersion':'7'},'spec':{'providerID':'local://test/n1',"
                    + "'taints':[{'key':'mine','effect':'NoSchedule'}]}}"));
    assertThat(plan.status().map(Object::toString))
        .hasValue(json("{'status':{'addresses':[{'type':'InternalIP','address':'192.0.2.7'}]}}"));
  }

  @Test
  void anInitialisedNodeIsLeftAlone() {
    NodePlan plan =
        NodePlanner.plan(
            node(
                """
                {'metadata':{'name':'n1','resourceVersion':'7',
                 'labels':{'topology.kubernetes.io/zone':'zone-a'}},
                 'spec':{'providerID':'local://test/n1','taints':[{'key':'mine'}]},
                 'status':{'addresses':[{'type':'InternalIP','address':'192.0.2.7'}]}}
                """),
            INSTANCE);

    assertThat(plan).isEqualTo(new NodePlan(Optional.empty(), Optional.empty()));
  }

  private static ApiObject node(String text) {
    return ApiObject.parse(json(text).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
