package dev.roost.app.imports;

import dev.roost.app.imports.ExportLines.Manifest;
import dev.roost.app.imports.ImportSource.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The files of an export, in the order in which they are imported. */
enum ExportFiles {
    ACCOUNTS("accounts.jsonl.gz"),
    FOLLOWS("follows.tsv.gz"),
    RELATIONS("relations.jsonl.gz"),
    POSTS("posts.jsonl.gz"),
    MARKS("marks.jsonl.gz"),
    SIGN_INS("sign-ins.jsonl.gz");

    /** Name of the list of files. */
    static final String MANIFEST = "roost-export.json";
    /** The format that is written, and the newest that is read. */
    static final int FORMAT = 1;

    private final String fileName;

    ExportFiles(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    /** The names of all files that an export may have. */
    static List<String> names() {
        return Stream.concat(Arrays.stream(values()).map(ExportFiles::fileName), Stream.of(MANIFEST))
                .toList();
    }

    /** An export as a source; fails if it is torn, changed, or newer than this program. */
    static ImportSource source(Path directory, OpenCommunity community, ImportTally tally) throws IOException {
        Path manifestFile = directory.resolve(MANIFEST);
        if (!Files.isRegularFile(manifestFile)) {
            boolean begun = Files.exists(directory.resolve(ExportPlace.MARK));
            throw new ImportFailedException(directory + " is not a finished export: it has no " + MANIFEST
                    + (begun ? "; it was broken off, and the same export command writes it anew" : ""));
        }
        Manifest manifest = manifest(manifestFile);
        List<Part> parts = new ArrayList<>();
        for (ExportFiles each : values()) {
            for (Manifest.Part part : manifest.files() == null ? List.<Manifest.Part>of() : manifest.files()) {
                if (each.fileName.equals(part.name())) {
                    Path file = directory.resolve(each.fileName);
                    if (!ImportSource.fingerprint(file).equals(part.sha256())) {
                        throw new ImportFailedException(file + " is not as it was exported");
                    }
                    parts.add(new Part(file, each.format(community, tally)));
                }
            }
        }
        return new ImportSource(
                directory.toString(), ImportSource.id("export", ImportSource.fingerprint(manifestFile)), parts);
    }

    private static Manifest manifest(Path file) throws IOException {
        try {
            Manifest manifest = Json.MAPPER.readValue(Files.readString(file), Manifest.class);
            if (manifest.format() < 1 || manifest.format() > FORMAT) {
                throw new ImportFailedException(
                        file + " has format " + manifest.format() + "; this program reads up to " + FORMAT);
            }
            return manifest;
        } catch (JacksonException e) {
            throw new ImportFailedException(file + " is not the list of an export: " + e.getOriginalMessage(), e);
        }
    }

    private LineFormat format(OpenCommunity community, ImportTally tally) {
        return switch (this) {
            case ACCOUNTS -> new AccountLines();
            case FOLLOWS -> new FollowLines(tally);
            case RELATIONS -> new RelationLines();
            case POSTS -> new PostLines(TimeRange.OF_AN_EXPORT);
            case MARKS -> new MarkLines();
            case SIGN_INS -> new SignInLines(community);
        };
    }
}
