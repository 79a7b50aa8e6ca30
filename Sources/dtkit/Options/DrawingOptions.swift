import ArgumentParser
import FileSystem
import LinuxBoot
import MemoryDrawing

/// Where the map of memory is to be drawn besides the terminal.
struct DrawingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draw the map of memory into this file as SVG; - is standard output.", valueName: "file"))
  var svg: String?

  @Option(
    help: ArgumentHelp(
      "Write one HTML page with the map, to zoom and point at, and its tables; - is standard output.",
      valueName: "file"))
  var html: String?

  /// Whether a drawing is the answer on standard output, so that nothing else may be.
  var takesStandardOutput: Bool { svg == "-" || html == "-" }

  /// Whether nothing is to be drawn.
  var isEmpty: Bool { svg == nil && html == nil }

  /// Finds calls that contradict themselves before anything is read.
  func check(_ form: AnswerForm, inputs: [String]) throws(CommandError) {
    for (option, target) in [("--svg", svg), ("--html", html)] {
      guard let target, let place = POSIX.resolved(target) else { continue }
      if let input = inputs.first(where: { POSIX.resolved($0) == place }) {
        throw CommandError("\(option) \(target): that is \(input), which is read", help: "name another file")
      }
    }
    if svg == "-" && html == "-" {
      throw CommandError(
        "--svg - and --html - both want standard output", help: "name a file for one of them")
    }
    if takesStandardOutput && form != .text {
      throw CommandError(
        "--format \(form) wants standard output for itself", help: "name a file for the drawing")
    }
    if let svg, svg == html {
      throw CommandError("--svg and --html both want to write \(svg)", help: "name two files")
    }
  }

  /// Draws what is to be drawn, files whole and together; gives their names.
  func write(_ prediction: Prediction, of path: String, remarks: [String]) throws(CommandError) -> [String] {
    if isEmpty { return [] }
    let figure = MemoryFigure(prediction, title: path == "-" ? "standard input" : path, remarks: remarks)
    var files = OutputFiles()
    var names: [String] = []
    for (name, text) in [(svg, { SVGDrawing(figure).file }), (html, { HTMLPage(figure).file })] {
      guard let name else { continue }
      if name == "-" {
        Files.print(text())
      } else {
        files.add(name, Array(text().utf8))
        names.append(name)
      }
    }
    try files.write()
    return names
  }
}
