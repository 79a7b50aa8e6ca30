import Foundation

// Compares the compiler with dtc, whole process against whole process, and prints tables in Markdown. Both sides are run
// in turns, so that whatever else the machine does meets both.
//
// CompilerBench DTKIT DTKIT-DTC; CORPUS is a Linux source, DTC and CPP are other programs than the first on PATH, SOURCES is how
// many sources are taken at most.

/// One digit behind the point below 100.
func text(_ value: Double, _ unit: String) -> String {
  "\(value < 100 ? String(format: value < 10 ? "%.2f" : "%.1f", value) : String(Int(value.rounded()))) \(unit)"
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func compareStart(_ tools: Tools) {
  var costs: [[Program.Cost]] = [[], [], []]
  for _ in 0..<101 {
    for (index, program) in [tools.dropIn, tools.dtkit, tools.dtc].enumerated() {
      costs[index].append(program.run(["--version"]))
    }
  }
  print("\n### Start: --version\n\n| | CPU | elapsed |\n| :--- | ---: | ---: |")
  for (name, costs) in zip(["dtkit-dtc", "dtkit", "dtc"], costs) {
    let (processor, elapsed) = (median(costs.map(\.processor)), median(costs.map(\.elapsed)))
    print("| \(name) | \(text(processor * 1e3, "ms")) | \(text(elapsed * 1e3, "ms")) |")
  }
}

func compareCorpus(_ corpus: Corpus, _ tools: Tools) {
  let rounds = 3
  // Ours and theirs: of preprocessed text, of the source as it is, and of preprocessed text with warnings; then dtkit
  // with the source as it is.
  var sums = [[Double]](repeating: Array(repeating: 0, count: rounds), count: 7)
  var identical = 0
  for source in corpus.sources {
    for round in 0..<rounds {
      var costs: [Double] = []
      costs.append(tools.dropIn(source, to: tools.output).processor)
      let ours = FileManager.default.contents(atPath: tools.output)
      try? FileManager.default.removeItem(atPath: tools.output)
      costs.append(tools.dtc(source, to: tools.output).processor)
      if round == 0, ours == FileManager.default.contents(atPath: tools.output) { identical += 1 }
      try? FileManager.default.removeItem(atPath: tools.output)
      costs.append(tools.preprocessing(source, to: tools.output).processor)
      try? FileManager.default.removeItem(atPath: tools.output)
      let cpp = tools.cpp(source, to: source.preprocessed).processor
      costs.append(cpp + tools.dtc(source, to: tools.output, quietly: false).processor)
      try? FileManager.default.removeItem(atPath: tools.output)
      costs.append(tools.dropIn(source, to: tools.output, quietly: false).processor)
      try? FileManager.default.removeItem(atPath: tools.output)
      costs.append(tools.dtc(source, to: tools.output, quietly: false).processor)
      try? FileManager.default.removeItem(atPath: tools.output)
      costs.append(tools.build(source, to: tools.output).processor)
      try? FileManager.default.removeItem(atPath: tools.output)
      for (index, cost) in costs.enumerated() { sums[index][round] += cost }
    }
  }
  let count = Double(corpus.sources.count)
  print("\n### \(corpus.name): \(corpus.sources.count), CPU a file (\(identical) blobs identical)\n")
  print("| | here | cpp and dtc | ratio |\n| :--- | ---: | ---: | ---: |")
  for (name, ours, theirs) in [
    ("preprocessed text", 0, 1), ("preprocessed text, with warnings", 4, 5), ("the source as it is", 2, 3),
    ("the source as it is, by `dtkit build`", 6, 3),
  ] {
    let ratio = median(zip(sums[ours], sums[theirs]).map { $0 / $1 })
    let (a, b) = (median(sums[ours]) / count * 1e3, median(sums[theirs]) / count * 1e3)
    print("| \(name) | \(text(a, "ms")) | \(text(b, "ms")) | \(String(format: "%.2f", ratio)) |")
  }
}

func compareGenerated(_ tools: Tools) throws {
  /// Seconds of processor time that dtc is given.
  let limit = 20
  print("\n### Generated sources: CPU\n\n| | count | here | dtc |\n| :--- | ---: | ---: | ---: |")
  for tree in GeneratedTree.allCases {
    var isOver = tree.needsPreprocessor
    for count in [tree.firstCount, 2 * tree.firstCount, 4 * tree.firstCount] {
      let path = "\(tools.folder)/generated.dts"
      try tree.text(count).write(toFile: path, atomically: false, encoding: .utf8)
      let output = ["-o", tools.output]
      var ours: [Program.Cost] = []
      for _ in 0..<3 { ours.append(tools.dropIn.run(["-P", "-q"] + tree.options + output + [path])) }
      guard ours.allSatisfy(\.succeeded) else { continue }
      var theirs = tree.needsPreprocessor ? "" : "longer"
      if !isOver {
        let cost = tools.dtc.run(["-q"] + tree.options + output + [path], limit: limit)
        isOver = !cost.succeeded
        theirs =
          cost.succeeded
          ? text(cost.processor * 1e3, "ms")
          : cost.processor > Double(limit) - 1 ? "over \(limit) s" : "fails"
        if theirs == "fails" { isOver = false }
      }
      print(
        "| \(tree.rawValue) | \(count) | \(text(median(ours.map(\.processor)) * 1e3, "ms")) | \(theirs) |")
    }
  }
}

guard CommandLine.arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: CompilerBench DTKIT DTKIT-DTC\n".utf8))
  exit(2)
}
do {
  let tools = try Tools(
    dtkit: CommandLine.arguments[1], small: CommandLine.arguments[2], dtc: environment("DTC") ?? "dtc",
    cpp: environment("CPP") ?? "cpp")
  defer { tools.remove() }
  compareStart(tools)
  fflush(nil)
  let limit = environment("SOURCES").flatMap { Int($0) } ?? 250
  compareCorpus(try Corpus(linux: environment("CORPUS"), limit: limit, tools: tools), tools)
  fflush(nil)
  try compareGenerated(tools)
} catch {
  FileHandle.standardError.write(Data("CompilerBench: \(error)\n".utf8))
  exit(2)
}
