package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a cluster that has IPv4 alone. */
class ServiceFamiliesTest {
  private static final Fixture SERVICES = new Fixture(Resources.SERVICES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | SingleStack ["IPv4"]
          {"ipFamilyPolicy":"PreferDualStack"} | PreferDualStack ["IPv4"]
          {"clusterIP":"10.0.0.1"} | SingleStack ["IPv4"]
          {"clusterIP":"None","selector":{"a":"b"}} | SingleStack ["IPv4"]
          {"clusterIP":"None"} | RequireDualStack ["IPv4","IPv6"]
          {"clusterIP":"None","ipFamilies":["IPv6"]} | RequireDualStack ["IPv6","IPv4"]
          {"clusterIP":"None","ipFamilies":["IPv6"],"ipFamilyPolicy":"SingleStack"} | SingleStack ["IPv6"]
          """)
  void followFromWhatIsSaid(String spec, String families) {
    ApiObject service = service(spec);
    assertThat(complete(service, Optional.empty())).isEmpty();
    assertThat(families(service)).isEqualTo(families);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"ipFamilies":["IPv6"]} | spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster
          {"ipFamilyPolicy":"RequireDualStack"} | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services
          {"ipFamilies":["IPv4","IPv6"]} | spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified
          {"ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"PreferDualStack"} | spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster
          {"clusterIP":"fd00::1"} | spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster
          {"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1","fd00::1"]} | spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified;spec.clusterIPs[1]: Invalid value: ["10.0.0.1","fd00::1"]: IPv6 is not configured on this cluster
          """)
  void cannotAllBeHad(String spec, String problems) {
    assertThat(complete(service(spec), Optional.empty())).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"clusterIP":"None"} | {"clusterIP":"None"} | RequireDualStack ["IPv4","IPv6"] | ~~
          {"clusterIP":"None"} | {"clusterIP":"None","ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"SingleStack"} | SingleStack ["IPv4"] | ~~
          {"clusterIP":"None"} | {"clusterIP":"None","ipFamilies":["IPv4"]} | RequireDualStack ["IPv4"] | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": must be 'SingleStack' to release the secondary IP family
          {"ipFamilyPolicy":"PreferDualStack"} | {"clusterIP":"10.0.0.1"} | PreferDualStack ["IPv4"] | ~~
          {"clusterIP":"10.0.0.1"} | {"type":"ExternalName"} | ~ []~ | ~~
          """)
  void areKeptUnlessSaidOtherwise(String before, String spec, String families, String problems) {
    ApiObject old = service(before);
    assertThat(complete(old, Optional.empty())).isEmpty();
    ApiObject service = service(spec);
    assertThat(complete(service, Optional.of(old))).isEqualTo(problems);
    assertThat(families(service)).isEqualTo(families);
  }

  private static ApiObject service(String spec) {
    return SERVICES.object("{\"spec\":" + spec + "}");
  }

  private static String complete(ApiObject service, Optional<ApiObject> before) {
    return String.join(";", Fixture.texts(ServiceFamilies.complete(service, before)));
  }

  private static String families(ApiObject service) {
    return service.text("spec", "ipFamilyPolicy")
        + " "
        + service.at("spec").withArray("ipFamilies");
  }
}
