package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TolerationsTest {
  private static final ApiObject NODE =
      Objects.node("n", "", "'taints':[{'key':'dedicated','value':'db','effect':'NoSchedule'}]");

  @ParameterizedTest(name = "{0} tolerates dedicated=db:NoSchedule: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'key':'dedicated','operator':'Equal','value':'db','effect':'NoSchedule' | true",
        "'key':'dedicated','value':'db' | true",
        "'key':'dedicated','value':'web' | false",
        "'key':'dedicated','operator':'Exists' | true",
        "'key':'other','operator':'Exists' | false",
        "'operator':'Exists' | true",
        "'operator':'Exists','effect':'NoExecute' | false",
        "'key':'dedicated','operator':'Exists','effect':'PreferNoSchedule' | false",
      })
  void aTaintIsToleratedByKeyValueAndEffect(String toleration, boolean tolerated) {
    ApiObject pod = Objects.pod("'tolerations':[{" + toleration + "}]");
    assertThat(Tolerations.untolerated(pod, NODE).isEmpty()).isEqualTo(tolerated);
  }

  @ParameterizedTest(name = "{0} keeps away: {1}, disliked: {2}")
  @CsvSource({"NoSchedule,true,0", "NoExecute,true,0", "PreferNoSchedule,false,1"})
  void theEffectTellsHowBadATaintIs(String effect, boolean keepsAway, long disliked) {
    ApiObject node = Objects.node("n", "", "'taints':[{'key':'k','effect':'" + effect + "'}]");
    ApiObject pod = Objects.pod("");
    assertThat(Tolerations.untolerated(pod, node).isPresent()).isEqualTo(keepsAway);
    assertThat(Tolerations.disliked(pod, node)).isEqualTo(disliked);
  }
}
