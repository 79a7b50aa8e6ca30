import DeviceTree
import DTS
import FDT
import FileSystem

extension DTCTool {
  /// A tree that was read, with what is known of its source.
  struct Loaded {
    var tree: DeviceTree
    var compiled: CompiledTree?
    var isPlugin = false
    /// The tree in order, and where it is from, with `-s`.
    var sorted: SortedTree?
    /// What `-@` and `-A` would have listed, but for the list that the input has.
    var listedLabels: [ListedLabel] = []
  }

  /// Reads, checks and writes.
  func run() throws(ToolFailure) {
    let input = try readInput()
    let named = outputFormat ?? Self.formatByName(output)
    let result = try Self.format(
      named ?? (input.format == .dts ? "dtb" : "dts"), among: [.dts, .dtb, .yaml, .asm, .null], "output")
    if annotations > 0, input.format != .dts || result != .dts {
      throw .fatal("--annotate requires -I dts -O dts")
    }
    if result == .yaml, input.format != .dts {
      throw .fatal("YAML output format requires dts input format")
    }
    var loaded = try input.format == .dts ? compile(input) : load(input)
    // dtc says this at every level of quiet.
    tell(loaded.listedLabels.map { $0.dtcText }.joined())
    if quiet < 1 { tell(loaded.tree.fixupFaults.map { $0.dtcText }.joined()) }
    if let bootCPU { loaded.tree.bootCPU = bootCPU }
    // Without /plugin/ dtc prints such references too, but no compiler reads them back.
    if loaded.compiled?.isPlugin == true, result == .dts || result == .yaml { loaded.tree.recoverFixups() }
    if sorts {
      let sorted = SortedTree(loaded.tree)
      loaded.tree = sorted.tree
      loaded.sorted = sorted
    }
    try write(result == .null ? [] : bytes(of: loaded, as: result), to: output)
  }

  static func format(
    _ name: String, among formats: [Format], _ what: String
  ) throws(ToolFailure) -> Format {
    guard let format = Format(rawValue: name), formats.contains(format) else {
      throw .fatal("Unknown \(what) format \"\(name)\"")
    }
    return format
  }

  static func formatByName(_ path: String) -> String? {
    let name = path.lowercased()
    if name.hasSuffix(".dts") { return "dts" }
    if name.hasSuffix(".yaml") { return "yaml" }
    return name.hasSuffix(".dtb") || name.hasSuffix(".dtbo") ? "dtb" : nil
  }

  private func bytes(of loaded: Loaded, as format: Format) throws(ToolFailure) -> [UInt8] {
    switch format {
    case .dtb, .fs, .null:
      do throws(FDTWriteError) {
        if format == .dtb { try tellSize(of: loaded.tree) }
        return try loaded.tree.flattened(layout)
      } catch {
        let hasRoom = layout != BlobLayout(version: layout.version)
        throw .fatal("\(input): \(error)\(hasRoom ? " (-R, -S, -p and -a make room)" : "")")
      }
    case .asm, .yaml, .dts:
      do throws(PrintError) {
        return try text(of: loaded, as: format)
      } catch {
        throw .fatal("\(input): \(error); \(error.help)")
      }
    }
  }

  /// Warns where `-S` asks for no more than the blob takes without it.
  private func tellSize(of tree: DeviceTree) throws(FDTWriteError) {
    guard layout.minimumSize > 0, quiet < 1 else { return }
    let count = try tree.flattened(
      BlobLayout(version: layout.version, freeReservations: layout.freeReservations)
    ).count
    if count > layout.minimumSize {
      tell("Warning: blob size \(count) >= minimum size \(layout.minimumSize)\n")
    }
  }

  private func text(of loaded: Loaded, as format: Format) throws(PrintError) -> [UInt8] {
    if format == .yaml { return try YAMLPrinter().print(loaded.tree) }
    if format == .asm {
      var printer = AssemblerPrinter(layout: layout)
      printer.generator = "dtc"
      return try printer.print(loaded.tree)
    }
    var printer = DTCPrinter()
    printer.isPlugin = loaded.isPlugin
    printer.annotation = DTCPrinter.Annotation(rawValue: min(2, annotations)) ?? .none
    printer.origin = loaded.compiled.map { ($0.positions, $0.sources) }
    printer.sorted = loaded.sorted
    return try printer.print(loaded.tree)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(ToolFailure) {
    do throws(CommandError) {
      try ToolFiles.write(bytes, to: path)
    } catch {
      throw .fatal("Couldn't open output file \(path): \(error.message)")
    }
  }

  /// A rule for make: the output, and every file as often as it was opened.
  ///
  /// dtc escapes blanks and nothing else.
  func writeDependencies(_ files: [String]) throws(ToolFailure) {
    guard let dependencies else { return }
    func escaped(_ path: String) -> String {
      path.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "\\ ")
    }
    let names = files.map { " " + escaped($0) }.joined()
    do throws(CommandError) {
      // Standard output may be the blob's: to dtc "-" is a file here.
      try ToolFiles.write(
        Array("\(escaped(output)):\(names)\n".utf8), to: dependencies == "-" ? "./-" : dependencies)
    } catch {
      throw .fatal("Couldn't open dependency file \(dependencies): \(error.message)")
    }
  }
}
