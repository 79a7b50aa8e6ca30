import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import SourceDiagnostics

/// `dtkit overlay`: a base tree with overlays applied.
struct OverlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: "Apply overlays to a device tree, as fdtoverlay does.",
    discussion: """
      The overlays are applied in turn, each to what the one before left; if one cannot be, nothing is written. Trees \
      may be blobs or sources; a source is compiled with its labels kept (dtc -@), because overlays refer to them.

      EXAMPLE
        dtkit overlay build/ls3a5000/zone0.dtb dts/ls3a5000/no-earlycon.dtso -o a.dtb
      """)

  @Argument(help: ArgumentHelp("The tree to change, source or blob; - is standard input.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("What is applied to it, in this order.", valueName: "overlay"))
  var overlays: [String]

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp(
      "Where the result goes: a source if it ends with .dts, else a blob.", valueName: "file"))
  var output: String

  @OptionGroup var reading: ReadingOptions

  func run() throws { try reading.format.run(about: base) { try apply(&$0) } }

  private func apply(_ answer: inout Answer) throws {
    let tree = try TreeInput(path: base, includeFolders: reading.include, keepsLabels: true)
    answer.tellWarnings(of: tree)
    var inputs: [TreeInput] = []
    for path in overlays {
      let input = try TreeInput(path: path, includeFolders: reading.include, keepsLabels: true)
      answer.tellWarnings(of: input)
      guard !input.tree.overlayFragments.isEmpty else {
        throw CommandError(
          "\(path): it is no overlay: no node below its root has an __overlay__",
          help: "a source of an overlay says /plugin/; behind /dts-v1/;", path: path)
      }
      inputs.append(input)
    }
    let merged: DeviceTree
    do throws(OverlayError) {
      merged = try tree.tree.applying(overlays: inputs.map(\.tree))
    } catch {
      throw Self.failure(error, of: inputs[error.overlay])
    }
    try TreeOutput.write(merged, blob: tree.blob(of: merged), to: output)
    answer.outputIsTaken = output == "-"
    let what = inputs.count == 1 ? overlays[0] : "\(inputs.count) overlays"
    answer.give(
      "\(output): \(base) with \(what)\n",
      json: [
        ("output", .string(output)), ("base", .string(base)),
        ("overlays", .array(overlays.map { .string($0) })),
      ])
  }

  /// Said at the overlay's own line where it is a source.
  private static func failure(_ error: OverlayError, of input: TreeInput) -> any Error {
    guard let compiled = input.compiled, let place = place(of: error.reason, in: compiled) else {
      return CommandError("\(input.path): \(error)", help: error.help, path: input.path)
    }
    return UnusableSource(
      path: input.path, diagnostics: [.error("\(error)", at: place, help: error.help)],
      sources: compiled.sources)
  }

  private static func place(of reason: OverlayError.Reason, in compiled: CompiledTree) -> SourceRange? {
    let (tree, positions) = (compiled.tree, compiled.positions)
    switch reason {
    case .unknownLabel(_, let place?, _), .noSymbols(_, let place?), .noSuchPlace(let place):
      guard let node = tree.node(at: place.node) else { return nil }
      let property = tree.property(place.property, of: node)
      return property.flatMap {
        positions.range(ofElementAt: place.offset, in: $0) ?? positions.range(of: $0)
      }
        ?? positions.range(of: node)
    case .noTarget(let node), .badTarget(let node), .unknownTargetPhandle(let node, _),
      .unknownTargetPath(let node, _, _), .badPhandle(let node, _), .phandlesExhausted(let node, _):
      return tree.node(at: node).flatMap { positions.range(of: $0) }
    default: return nil
    }
  }
}
