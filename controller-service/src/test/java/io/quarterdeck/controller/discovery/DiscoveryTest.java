package io.quarterdeck.controller.discovery;

import static io.quarterdeck.controller.testing.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.Resources;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  @Test
  void onlyWhatCanBeListedAndDeletedCounts() {
    assertThat(
            Discovery.read(
                "apps",
                "v1",
                json(
                    """
                    {'resources':[
                     {'name':'deployments','kind':'Deployment','namespaced':true,
                      'verbs':['create','delete','list']},
                     {'name':'deployments/status','kind':'Deployment','namespaced':true,
                      'verbs':['get','list','delete']},
                     {'name':'bindings','kind':'Binding','namespaced':true,'verbs':['create']}]}
                    """)))
        .containsExactly(Resources.DEPLOYMENTS);
  }
}
