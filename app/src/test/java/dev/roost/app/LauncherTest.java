package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roost.lab.servers.JavaOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a small program in place of Roost's jar, which is made after the tests. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("roost");
    private static final long PATIENCE_S = 120;

    @TempDir
    private Path home;

    private Path caches;

    @BeforeEach
    void install() throws IOException {
        Files.copy(LAUNCHER, home.resolve("roost"));
        caches = Files.createDirectories(home.resolve("lib/aot"));
        Files.copy(LAUNCHER.resolveSibling("dist/java.options"), home.resolve("lib/java.options"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallDemo.class.getName());
        String entry = SmallDemo.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(home.resolve("lib/roost.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream program = SmallDemo.class.getClassLoader().getResourceAsStream(entry)) {
            assertThat(program).isNotNull();
            jar.putNextEntry(new JarEntry(entry));
            program.transferTo(jar);
        }
    }

    @Test
    void aFirstStartTrainsTheCacheThatTheSecondOneUses() throws Exception {
        try (WatchService watch = home.getFileSystem().newWatchService()) {
            caches.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            assertThat(whereItsClassCameFrom("serve", Map.of())).startsWith("file:");
            // The lock goes last.
            while (files(".aot").isEmpty() || !files(".lock").isEmpty()) {
                var change = watch.poll(PATIENCE_S, TimeUnit.SECONDS);
                assertThat(change).as("a change in the folder of caches").isNotNull();
                change.pollEvents();
                change.reset();
            }
        }
        assertThat(files("")).hasSize(1);
        assertThat(whereItsClassCameFrom("serve", Map.of())).isEqualTo("shared objects file");
        assertThat(whereItsClassCameFrom("version", Map.of())).isEqualTo("shared objects file");
        assertThat(whereItsClassCameFrom("serve", Map.of("ROOST_AOT", "off"))).startsWith("file:");
    }

    @Test
    void otherCommandsTrainNothing() throws Exception {
        assertThat(whereItsClassCameFrom("version", Map.of())).startsWith("file:");
        assertThat(whereItsClassCameFrom("serve", Map.of("CI", "true"))).startsWith("file:");
        assertThat(whereItsClassCameFrom("serve", Map.of("ROOST_AOT", "off"))).startsWith("file:");
        assertThat(files("")).isEmpty();
    }

    @Test
    void itGivesTheOptionsThatServersOfTheLaboratoryGet() throws Exception {
        String given = start("version", Map.of()).stream()
                .filter(line -> line.startsWith("with "))
                .findFirst()
                .orElseThrow();
        assertThat(JavaOptions.ofEveryRoost())
                .allSatisfy(option -> assertThat(given).contains(option));
    }

    @Test
    void whatMeasuresHasItsMemoryBeforehand() throws Exception {
        assertThat(start("lab run", Map.of()))
                .anySatisfy(line ->
                        assertThat(line).startsWith("with ").contains("-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"));
        for (String command : List.of("lab overload", "lab coldstart")) {
            assertThat(start(command, Map.of()))
                    .anySatisfy(line -> assertThat(line).contains("-XX:+AlwaysPreTouch"));
        }
        assertThat(start("lab merge", Map.of())).noneMatch(line -> line.contains("-XX:+AlwaysPreTouch"));
        assertThat(start("serve", Map.of("ROOST_AOT", "off"))).noneMatch(line -> line.contains("-XX:+AlwaysPreTouch"));
    }

    @Test
    void memoryInHugePagesWhereTheSystemLeavesThatToPrograms() throws Exception {
        Path modes = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean given = Files.isReadable(modes) && !Files.readString(modes).contains("[never]");
        List<String> lines = start("version", Map.of("GLIBC_TUNABLES", ""));
        assertThat(lines.stream().anyMatch(line -> line.contains("-XX:+UseTransparentHugePages")))
                .isEqualTo(given);
        assertThat(lines.contains("tunables glibc.malloc.hugetlb=1")).isEqualTo(given);
        assertThat(start("version", Map.of("GLIBC_TUNABLES", "glibc.malloc.check=0")))
                .as("settings of the user's own")
                .contains("tunables glibc.malloc.check=0");
    }

    @Test
    void helpOfTheBenchmarksBuildsNothing() throws Exception {
        assertThat(run(Map.of(), "lab", "rival", "--help")).contains("started as lab");
        // From here on it lies among sources.
        Files.writeString(home.resolve("pom.xml"), "not to be built");
        Files.createDirectories(home.resolve("bench"));
        Files.writeString(home.resolve("bench/pom.xml"), "not to be built");
        Files.writeString(home.resolve("bench/help.txt"), "Usage: roost bench\n");
        for (String option : List.of("--help", "-h")) {
            assertThat(run(Map.of(), "bench", option)).containsExactly("Usage: roost bench");
        }
        assertThat(home.resolve("bench/target")).doesNotExist();
        assertThat(home.resolve("target")).doesNotExist();
    }

    /** Starts it and waits; tells from where the Java machine took the program's class. */
    private String whereItsClassCameFrom(String command, Map<String, String> settings) throws Exception {
        return start(command, settings).stream()
                .filter(line -> line.contains(SmallDemo.class.getName() + " source: "))
                .map(line -> line.substring(line.indexOf("source: ") + "source: ".length()))
                .findFirst()
                .orElseThrow();
    }

    /** Starts it and waits; what it printed. */
    private List<String> start(String command, Map<String, String> settings) throws Exception {
        List<String> lines = run(settings, command.split(" "));
        assertThat(lines).contains("started as " + command.split(" ")[0]);
        return lines;
    }

    private List<String> run(Map<String, String> settings, String... arguments) throws Exception {
        List<String> line =
                new ArrayList<>(List.of("bash", home.resolve("roost").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.remove("CI");
        environment.remove("ROOST_AOT");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("ROOST_NO_BUILD", "1");
        environment.put("ROOST_JAVA_OPTS", "-Xlog:class+load");
        environment.putAll(settings);
        Process process = builder.start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    /** In the folder of caches, whose names end so. */
    private List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.filter(each -> each.toString().endsWith(end)).toList();
        }
    }
}
