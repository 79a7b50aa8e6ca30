import FileSystem

/// A C preprocessor of another make, run as Linux's build runs it for device trees (scripts/Makefile.lib, Linux 6.1).
struct ExternalPreprocessor {
  /// The program and the options that it needs to preprocess, such as `gcc -E`.
  var words: [String]

  /// Takes a command line apart at blanks.
  init(_ command: String) throws(CommandError) {
    words = command.split(separator: " ").map(String.init)
    if words.isEmpty {
      throw CommandError("--cpp names no program", help: "such as --cpp cpp or --cpp 'gcc -E'")
    }
  }

  /// The text of a file with its macros replaced, line markers in it, and the files that it was made of.
  func run(
    _ file: String, includeFolders: [String], defines: [String]
  ) throws(CommandError) -> (text: [UInt8], dependencies: [String]) {
    let options = ["-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp"]
    let folders = includeFolders.flatMap { ["-I", $0] }
    let call = words + options + folders + defines.map { "-D\($0)" } + [file]
    let (code, text) = try POSIX.run(call, limit: Files.limit)
    guard code == 0 else {
      throw CommandError(
        code == 127
          ? "\(words[0]): there is no such program" : "\(words[0]) ended with \(code); nothing was written",
        help: "the call was: \(call.joined(separator: " "))")
    }
    return (text, Self.files(of: text, mainFile: file))
  }

  /// The files that the markers `# 1 "file"` name, the main file first, each once.
  private static func files(of text: [UInt8], mainFile: String) -> [String] {
    var files = [mainFile]
    var known: Set<String> = [mainFile]
    for line in text.split(separator: UInt8(ascii: "\n")) where line.starts(with: "# ".utf8) {
      guard let open = line.firstIndex(of: UInt8(ascii: "\"")),
        let close = line.lastIndex(of: UInt8(ascii: "\"")),
        open < close
      else { continue }
      let name = String(decoding: line[(open + 1)..<close], as: UTF8.self).replacing("\\\\", with: "\\")
        .replacing("\\\"", with: "\"")
      if !name.hasPrefix("<"), !name.hasSuffix("//"), known.insert(name).inserted { files.append(name) }
    }
    return files
  }
}
