package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ldncds.web.CdsProperties;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests, read as the types of Kubernetes, and what they name. Nobody has applied them yet.
 */
class KubernetesTest {

  private static final Path FOLDER = Path.of("src/deploy/kubernetes");
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "v1 Namespace", Namespace.class,
          "v1 ConfigMap", ConfigMap.class,
          "v1 Service", Service.class,
          "apps/v1 Deployment", Deployment.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);

  /** The models keep fields that they do not know; here those are errors. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final List<HasMetadata> all = all();
  private final Deployment deployment = one(Deployment.class);
  private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
  private final Container container = pod.getContainers().get(0);

  private static List<HasMetadata> all() {
    List<HasMetadata> all = new ArrayList<>();
    @SuppressWarnings("unchecked")
    List<String> files =
        (List<String>) ComposeTest.load(FOLDER + "/kustomization.yaml").get("resources");
    for (String file : files) {
      try {
        for (Object document : new Yaml().loadAll(Files.readString(FOLDER.resolve(file)))) {
          all.add(read(document));
        }
      } catch (IOException e) {
        throw new AssertionError(file, e);
      }
    }
    return all;
  }

  private static HasMetadata read(Object document) {
    Map<?, ?> fields = (Map<?, ?>) document;
    Class<? extends HasMetadata> type =
        TYPES.get(fields.get("apiVersion") + " " + fields.get("kind"));
    assertTrue(type != null, document::toString);
    return STRICT.convertValue(document, type);
  }

  private <T> T one(Class<T> type) {
    List<T> found = all.stream().filter(type::isInstance).map(type::cast).toList();
    assertEquals(1, found.size(), type.getName());
    return found.get(0);
  }

  @Test
  void everyFileIsListedAndEveryKindIsThere() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      there.remove("kustomization.yaml");
      assertEquals(
          there,
          new TreeSet<>(
              (List<?>) ComposeTest.load(FOLDER + "/kustomization.yaml").get("resources")));
    }
    assertEquals(TYPES.size(), all.size());
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsSeen() {
    Map<String, Object> typo =
        Map.of(
            "apiVersion", "v1", "kind", "Service", "spec", Map.of("selectors", Map.of("a", "b")));
    assertThrows(IllegalArgumentException.class, () -> read(typo));
  }

  @Test
  void thosePodsAreChosenThatAreMade() {
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    assertEquals(labels, deployment.getSpec().getSelector().getMatchLabels());
    assertEquals(labels, one(Service.class).getSpec().getSelector());
    assertEquals(labels, one(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
    assertEquals(labels, one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    assertEquals(
        deployment.getMetadata().getName(),
        one(HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef().getName());
  }

  @Test
  void theProbesAskWhatTheServiceTellsOnItsManagementPort() {
    Map<String, Integer> ports =
        container.getPorts().stream()
            .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
    assertEquals(Map.of("http", 8080, "management", management()), ports);
    for (Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertEquals("management", probe.getHttpGet().getPort().getStrVal());
      String path = probe.getHttpGet().getPath();
      boolean live = probe.equals(container.getLivenessProbe());
      assertEquals("/actuator/health/" + (live ? "liveness" : "readiness"), path);
    }
    assertEquals(
        "http", one(Service.class).getSpec().getPorts().get(0).getTargetPort().getStrVal());
    assertEquals(
        String.valueOf(management()),
        deployment
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations()
            .get("prometheus.io/port"));
  }

  private static int management() {
    Map<String, Object> production =
        ComposeTest.load("src/main/resources/application-production.yaml");
    return (int) ComposeTest.map(ComposeTest.map(production, "management"), "server").get("port");
  }

  /** Drain, then what is in work: Spring waits 30 s for it. */
  @Test
  void itIsGivenTheTimeToEnd() {
    Map<String, Object> production =
        ComposeTest.load("src/main/resources/application-production.yaml");
    Object drain = ComposeTest.map(ComposeTest.map(production, "cds"), "limits").get("drain");
    assertEquals("5s", drain);
    long before = container.getLifecycle().getPreStop().getSleep().getSeconds();
    assertTrue(pod.getTerminationGracePeriodSeconds() >= before + 5 + 30);
  }

  @Test
  void everyVariableIsASettingAndNoSecretStandsHere() throws IOException {
    Set<String> known = KnownSettings.variables();
    Map<String, String> data = one(ConfigMap.class).getData();
    for (String variable : data.keySet()) {
      assertTrue(KnownSettings.isVariable(variable, known), variable);
      assertTrue(!variable.matches(".*(PASSWORD|SECRET|HASH_KEY)"), variable);
    }
    assertEquals("production", data.get("SPRING_PROFILES_ACTIVE"));
    CdsProperties settings = ComposeTest.bound(new TreeMap<>(data));
    assertEquals("https://cds.hospital.example", settings.publicUrl());
    assertEquals("https://ehr.hospital.example/jwks.json", settings.clients().get(0).jwksUrl());
    assertEquals(
        one(ConfigMap.class).getMetadata().getName(),
        container.getEnvFrom().get(0).getConfigMapRef().getName());
    assertEquals("ldn-cds", container.getEnvFrom().get(1).getSecretRef().getName());
  }

  @Test
  void itMayDoNothingButServe() {
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertEquals(10001L, pod.getSecurityContext().getRunAsUser(), "the user of the Dockerfile");
    assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
    assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
    assertEquals(false, pod.getAutomountServiceAccountToken());
    assertEquals(List.of("Ingress", "Egress"), one(NetworkPolicy.class).getSpec().getPolicyTypes());
    assertTrue(one(PodDisruptionBudget.class).getSpec().getMinAvailable().getIntVal() >= 1);
    assertTrue(
        one(HorizontalPodAutoscaler.class).getSpec().getMinReplicas()
            > one(PodDisruptionBudget.class).getSpec().getMinAvailable().getIntVal());
  }
}
