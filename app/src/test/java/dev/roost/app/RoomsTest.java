package dev.roost.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the program and the arrows between them: which room may use which. */
class RoomsTest {
    private static final String ROOT = "dev.roost.";

    /** What each room may use, besides itself. A room that is not here may not exist. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("core", Set.of("model")),
            Map.entry("timeline", Set.of("core", "model")),
            Map.entry("runtime", Set.of("core", "timeline", "model")),
            Map.entry("store.rocksdb", Set.of("runtime", "core", "model")),
            Map.entry("http", Set.of("runtime", "model")),
            Map.entry("console", Set.of("runtime", "model")),
            Map.entry("sim", Set.of("runtime", "core", "timeline", "model")),
            Map.entry("telemetry", Set.of()),
            Map.entry("lab", Set.of("telemetry", "model")),
            Map.entry(
                    "app",
                    Set.of(
                            "model",
                            "core",
                            "timeline",
                            "runtime",
                            "store.rocksdb",
                            "http",
                            "console",
                            "sim",
                            "telemetry",
                            "lab")));

    /** Libraries that stay in the room that is there to hide them. */
    private static final Map<String, Set<String>> HIDDEN_IN = Map.of(
            "org.rocksdb..", Set.of("store.rocksdb"),
            "org.eclipse.jetty..", Set.of("http", "console"),
            "tools.jackson..", Set.of("http", "console", "lab", "app"),
            "org.yaml.snakeyaml..", Set.of("lab"),
            "org.HdrHistogram..", Set.of("telemetry"),
            "org.hipparchus..", Set.of("lab"),
            "picocli..", Set.of("app"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.roost");

    @Test
    void everyRoomIsKnown() {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            found.add(each.getPackageName());
        }
        assertThat(found).allSatisfy(name -> assertThat(MAY_USE.keySet()).anyMatch(room -> isIn(room, name)));
        assertThat(MAY_USE.keySet()).allSatisfy(room -> assertThat(found).anyMatch(name -> isIn(room, name)));
    }

    /** Packages of the sources, those of the benchmarks among them, and the table of ARCHITECTURE.md. */
    @Test
    void everyPackageIsOnTheMap() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<String> rows;
        try (Stream<String> lines = Files.lines(root.resolve("ARCHITECTURE.md"))) {
            rows = lines.filter(line -> line.startsWith("| `")).toList();
        }
        Set<String> missing = new TreeSet<>();
        for (String name : packages(root)) {
            String room = Stream.concat(MAY_USE.keySet().stream(), Stream.of("bench"))
                    .filter(each -> isIn(each, name))
                    .findFirst()
                    .orElseThrow();
            String within = name.equals(ROOT + room) ? ROOT + room : name.substring((ROOT + room + ".").length());
            boolean told = rows.stream()
                    .anyMatch(row -> row.contains("| `" + ROOT + room + "` |") && row.contains("`" + within + "`"));
            if (!told) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> packages(Path root) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root, 9)) {
            files.filter(file -> file.endsWith("package-info.java")
                            && file.toString().contains("/src/main/java/"))
                    .map(file -> file.getParent().toString())
                    .forEach(folder -> packages.add(
                            folder.replaceAll(".*/src/main/java/", "").replace('/', '.')));
        }
        return packages;
    }

    private static boolean isIn(String room, String name) {
        return name.equals(ROOT + room) || name.startsWith(ROOT + room + ".");
    }

    @ParameterizedTest
    @MethodSource("arrowsNotDrawn")
    void aRoomUsesOnlyWhatItMay(String room, String other) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + other + "..")
                .check(CLASSES);
    }

    static Stream<Arguments> arrowsNotDrawn() {
        return MAY_USE.keySet().stream()
                .sorted()
                .flatMap(room -> MAY_USE.keySet().stream()
                        .sorted()
                        .filter(other ->
                                !other.equals(room) && !MAY_USE.get(room).contains(other))
                        .map(other -> Arguments.of(room, other)));
    }

    @ParameterizedTest
    @MethodSource("hiddenLibraries")
    void aLibraryStaysInItsRoom(String library, Set<String> rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        rooms.stream().map(room -> ROOT + room + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    static Stream<Arguments> hiddenLibraries() {
        return HIDDEN_IN.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @Test
    void theCoreAsksForNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "core..", ROOT + "model..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.(io\\.File.*|nio\\.file\\..*|net\\..*Socket.*|time\\.Clock|util\\.Random|security\\.SecureRandom"
                                + "|lang\\.Thread|util\\.concurrent\\.(Executor.*|locks\\..*))")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String vague : List.of("Manager", "Helper", "Util", "Utils", "Impl", "Info", "Data")) {
            noClasses().should().haveSimpleNameEndingWith(vague).check(CLASSES);
        }
    }

    @Test
    void mastodonsWordsStayAtTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "http..", ROOT + "console..")
                .should()
                .haveSimpleNameContaining("Reblog")
                .orShould()
                .haveSimpleNameContaining("Toot")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(CLASSES);
        Set<String> described = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            (each.getSimpleName().equals("package-info") ? described : packages).add(each.getPackageName());
        }
        assertThat(described).containsAll(packages);
    }
}
