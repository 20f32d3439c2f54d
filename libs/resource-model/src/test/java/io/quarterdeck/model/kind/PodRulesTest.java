package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each line of the tables is a part of a pod, and what the API says of it. */
class PodRulesTest {
  private static final Fixture PODS = new Fixture(Resources.PODS);
  private static final Fixture TEMPLATES = new Fixture(Resources.DEPLOYMENTS);

  @ParameterizedTest
  @CsvFileSource(
      resources = {
        "pods/scheduling.csv",
        "pods/security.csv",
        "pods/names.csv",
        "pods/resources.csv"
      },
      delimiter = '|',
      quoteCharacter = '~')
  void explainsWhatIsWrongWithASpec(String spec, String problems) {
    ObjectNode object = PODS.object("{\"spec\":" + spec + "}").json();
    ObjectNode given = object.withObject("/spec");
    if (!given.has("containers")) {
      given.putArray("containers").addObject().put("name", "c").put("image", "i");
    }
    assertProblems(object.toString(), problems);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "pods/volumes.csv", delimiter = '|', quoteCharacter = '~')
  void explainsWhatIsWrongWithAVolume(String volume, String problems) {
    ObjectNode source = PODS.object(volume).json();
    source.remove("metadata");
    if (!source.has("name")) {
      source.put("name", "v");
    }
    assertProblems(
        """
        {"spec":{"serviceAccountName":"s","containers":[{"name":"c","image":"i"}],"volumes":[%s]}}
        """
            .formatted(source),
        problems);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "pods/containers.csv", delimiter = '|', quoteCharacter = '~')
  void explainsWhatIsWrongWithAContainer(String container, String problems) {
    ObjectNode given = PODS.object(container).json();
    given.remove("metadata");
    given.put("name", "c").put("image", "i");
    assertProblems(
        """
        {"spec":{"containers":[%s],"volumes":[{"name":"v"},
        {"name":"p","persistentVolumeClaim":{"claimName":"p"}}]}}
        """
            .formatted(given),
        problems);
  }

  private static void assertProblems(String pod, String problems) {
    assertThat(String.join(";", PODS.problems(pod))).isEqualTo(problems);
  }

  @Test
  void aTemplateMayLeaveToItsPodsWhatTheyGetWhenTheyAreMade() {
    String deployment =
        """
        {"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
        "spec":{"hostNetwork":true,"containers":[{"name":"c","image":" i","ports":[{"containerPort":80%s}]}],
        "volumes":[{"name":"t","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}}}}
        """;
    assertThat(TEMPLATES.problems(deployment.formatted(""))).isEmpty();
    assertThat(TEMPLATES.problems(deployment.formatted(",\"hostPort\":81")))
        .containsExactly(
            "spec.template.spec.containers[0].ports[0].hostPort: Invalid value: 81: must match"
                + " `containerPort` when `hostNetwork` is true");
  }
}
