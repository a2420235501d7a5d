package dev.roost.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources with a jar, as after a build, in a folder of a test. The jar is a small one that leads to the classes
 * under test, since the real one is made after the tests.
 *
 * @param sources the folder of the launcher
 */
record Installation(Path sources) {
    /** The repository. */
    static final Path SOURCES = Path.of("").toAbsolutePath().getParent();

    private static final List<String> NEEDED = List.of(
            "roost",
            "pom.xml",
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "docs",
            "dist");

    static Installation at(Path scratch) throws IOException {
        Path home = Files.createDirectories(scratch.resolve("sources"));
        for (String name : NEEDED) {
            copy(SOURCES.resolve(name), home.resolve(name));
        }
        leadingJar(Files.createDirectories(home.resolve("app/target")).resolve("roost.jar"));
        return new Installation(home);
    }

    /** Makes the archive that is distributed, in a folder. */
    Path makeArchive(Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", sources.resolve("roost").toString(), "dist");
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        prepare(builder.environment());
        Process process = builder.start();
        Path archive = Path.of(
                process.inputReader().lines().collect(Collectors.joining()).strip());
        assertThat(process.waitFor()).isZero();
        return Files.copy(archive, folder.resolve(archive.getFileName()));
    }

    /** What the launcher has to know to run it. */
    void prepare(Map<String, String> environment) {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("ROOST_NO_BUILD", "1");
        environment.put("ROOST_AOT", "off");
        environment.put("ROOST_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m");
    }

    /** Where the classes under test are. */
    static Stream<String> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(":"));
    }

    private static void leadingJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                classPath().map(each -> Path.of(each).toUri().toString()).collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
