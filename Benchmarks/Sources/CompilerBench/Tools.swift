import Foundation

/// The programs that are compared, and where their results go.
struct Tools {
  /// A folder of this run, in memory where the machine has such a one.
  let folder: String
  /// The program, and the small one of dtc's names, called through a link named `dtc`.
  let dtkit: Program
  let dropIn: Program
  let dtc: Program
  let preprocessor: Program

  /// A blob's place.
  var output: String { "\(folder)/output.dtb" }

  init(dtkit: String, small: String, dtc: String, cpp: String) throws {
    folder =
      "\(FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp")/dtkit-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let link = "\(folder)/dtc"
    let path = URL(fileURLWithPath: small).path(percentEncoded: false)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    self.dtkit = try Self.found(dtkit)
    dropIn = try Self.found(link)
    self.dtc = try Self.found(dtc)
    preprocessor = try Self.found(cpp)
  }

  private static func found(_ name: String) throws -> Program {
    guard let program = Program(name) else { throw Missing(name: name) }
    return program
  }

  /// A program that is not there.
  struct Missing: Error, CustomStringConvertible {
    var name: String
    var description: String { "there is no program '\(name)'" }
  }

  /// As Linux's build calls it.
  func cpp(_ source: Corpus.Source, to path: String) -> Program.Cost {
    preprocessor.run(
      ["-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp"]
        + source.includeFolders.flatMap { ["-I", $0] } + [source.path, "-o", path])
  }

  func dtc(_ source: Corpus.Source, to path: String, quietly: Bool = true) -> Program.Cost {
    dtc.run(options(source, to: path, quietly))
  }

  func dropIn(_ source: Corpus.Source, to path: String, quietly: Bool = true) -> Program.Cost {
    dropIn.run(options(source, to: path, quietly))
  }

  private func options(_ source: Corpus.Source, to path: String, _ quietly: Bool) -> [String] {
    let folder = (source.path as NSString).deletingLastPathComponent
    return (quietly ? ["-q"] : []) + [
      "-I", "dts", "-O", "dtb", "-i", folder, "-o", path, source.preprocessed,
    ]
  }

  /// What cpp and dtc do together.
  func preprocessing(_ source: Corpus.Source, to path: String) -> Program.Cost {
    dropIn.run(
      ["-P"] + source.includeFolders.flatMap { ["-i", $0] } + ["-O", "dtb", "-o", path, source.path])
  }

  func build(_ source: Corpus.Source, to path: String) -> Program.Cost {
    dtkit.run(["build"] + source.includeFolders.flatMap { ["-I", $0] } + ["-o", path, source.path])
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
