package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeAttachmentStrategyTest {
  private static final Fixture ATTACHMENTS = Fixture.of("storage.k8s.io", "volumeattachments");

  private static final String GIVEN =
      "{\"spec\":{\"attacher\":\"d\",\"nodeName\":\"n\",\"source\":{\"persistentVolumeName\":\"pv\"}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"persistentVolumeName":"pv"} | ~~
          {} | spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName
          {"persistentVolumeName":""} | spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName
          {"persistentVolumeName":"P"} | spec.source.persistentVolumeName: Invalid value: "P": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"persistentVolumeName":"pv","inlineVolumeSpec":{}} | spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName
          {"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"csi":{"driver":"d","volumeHandle":"h"}}} | ~~
          {"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"hostPath":{"path":"/"}}} | spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes
          {"inlineVolumeSpec":{"accessModes":["ReadWriteOnce"],"hostPath":{"path":"/"},"csi":{"driver":"d","volumeHandle":"h"}}} | spec.source.inlineVolumeSpec.csi: Forbidden: may not specify more than 1 volume type
          {"inlineVolumeSpec":{"accessModes":["ReadWriteOnce","ReadWriteOncePod"],"capacity":{"storage":"1"},"storageClassName":"s","csi":{"driver":"d","volumeHandle":"h"}}} | spec.source.inlineVolumeSpec.capacity: Forbidden: may not be specified in the context of inline volumes;spec.source.inlineVolumeSpec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes;spec.source.inlineVolumeSpec.storageClassName: Forbidden: may not be specified in the context of inline volumes
          {"inlineVolumeSpec":{"volumeMode":"Block","persistentVolumeReclaimPolicy":"Delete","csi":{"driver":"d_d","volumeHandle":"h"}}} | spec.source.inlineVolumeSpec.accessModes: Required value;spec.source.inlineVolumeSpec.persistentVolumeReclaimPolicy: Forbidden: may only be Retain in the context of inline volumes;spec.source.inlineVolumeSpec.csi.driver: Invalid value: "d_d": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*');spec.source.inlineVolumeSpec.volumeMode: Forbidden: may not specify volumeMode other than Filesystem in the context of inline volumes
          """)
  void isOfOneVolume(String source, String problems) {
    assertThat(
            String.join(
                ";",
                ATTACHMENTS.problems(GIVEN.replace("{\"persistentVolumeName\":\"pv\"}", source))))
        .isEqualTo(problems);
  }

  @Test
  void namesADriverAndANode() {
    assertThat(
            ATTACHMENTS.problems(
                GIVEN.replace("\"d\"", "\"" + "d".repeat(64) + "\"").replace("\"n\"", "\"N\"")))
        .hasSize(2)
        .contains("spec.attacher: Too long: may not be more than 63 bytes")
        .anyMatch(each -> each.startsWith("spec.nodeName: Invalid value: \"N\": a lowercase"));
  }

  @Test
  void keepsItsSpecAndTheStatusOfControllers() {
    ApiObject old = ATTACHMENTS.created(GIVEN);
    old.json().withObject("/status").put("attached", true);
    assertThat(ATTACHMENTS.problemsOfUpdate(old, GIVEN.replace("\"n\"", "\"m\"")))
        .containsExactly(
            "spec: Invalid value: {\"attacher\":\"d\",\"nodeName\":\"m\","
                + "\"source\":{\"persistentVolumeName\":\"pv\"}}: field is immutable");
    assertThat(ATTACHMENTS.problemsOfUpdate(old, GIVEN)).isEmpty();
    assertThat(ATTACHMENTS.updated(old, GIVEN).at("status", "attached").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"attached":true,"attachmentMetadata":{"a":"b"},"attachError":{"message":"m","errorCode":0}} | ~~
          {"attached":false,"attachError":{"errorCode":-1}} | status.attachError.errorCode: Invalid value: -1: must be between 0 and 2147483647, inclusive
          {"attached":false,"detachError":{"message":"LONG"}} | status.detachError.message: Too long: may not be more than 262144 bytes
          {"attached":false,"attachmentMetadata":{"a":"LONGER"}} | status.attachmentMetadata: Too long: may not be more than 262144 bytes
          """)
  void explainsWhatIsWrongWithAStatus(String status, String problems) {
    ApiObject old = ATTACHMENTS.created(GIVEN);
    ApiObject next =
        ATTACHMENTS.object(
            "{\"status\":"
                + status.replace("LONGER", "a".repeat(256 * 1024)).replace("LONG", "a".repeat(1025))
                + "}");
    Strategy strategy = ATTACHMENTS.kind().strategy();
    assertThat(String.join(";", Fixture.texts(strategy.validateStatusUpdate(next, old))))
        .isEqualTo(problems);
  }
}
