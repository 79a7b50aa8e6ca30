/// The files of a kernel source tree that decide what happens to memory early, read when they are asked for.
struct KernelCode {
  /// The files that may be asked for, relative to the top of the tree.
  static let paths = [
    "drivers/of/of_reserved_mem.c", "drivers/of/fdt.c", "include/linux/of_reserved_mem.h",
    "drivers/of/of_private.h", "kernel/dma/contiguous.c", "mm/memblock.c", "include/linux/pageblock-flags.h",
    "include/linux/mmzone.h", "arch/loongarch/kernel/setup.c", "arch/loongarch/kernel/mem.c",
    "arch/loongarch/kernel/env.c", "arch/arm64/mm/init.c", "arch/riscv/mm/init.c",
  ]

  let files: [String: CSource]

  init(_ read: (String) -> [UInt8]?) {
    var files: [String: CSource] = [:]
    for path in Self.paths { files[path] = read(path).map { CSource($0, path: path) } }
    self.files = files
  }

  /// A place in the code: a function or a part of one.
  struct Place {
    var source: CSource
    var range: Range<Int>
    var line: Int

    /// The place as "path:line".
    var text: String { "\(source.path):\(line)" }

    /// The same code, shown at a token's line.
    func at(_ token: Int) -> Place { Place(source: source, range: range, line: source.tokens[token].line) }
  }

  /// The files of drivers/of, where the scan's functions moved from one to the other.
  static let scanPaths = ["drivers/of/of_reserved_mem.c", "drivers/of/fdt.c"]

  /// A function's body; the files are looked through in the order given.
  func function(_ name: String, in paths: [String] = scanPaths) -> Place? {
    for path in paths {
      if let source = files[path], let function = source.functions[name] {
        return Place(source: source, range: function.body, line: function.line)
      }
    }
    return nil
  }

  /// The code from a function on down through the functions that it calls: each once, in the order of first calls.
  ///
  /// Names in `leaves` are not gone into.
  func reached(from name: String, leaves: Set<String> = []) -> [(name: String, place: Place)] {
    var found: [(String, Place)] = []
    var seen: Set<String> = [name]
    var pending = [name]
    while let next = pending.popLast() {
      guard let place = function(next) else { continue }
      found.append((next, place))
      let calls = place.source.calls(in: place.range).map(\.name)
      for call in calls.reversed() where !leaves.contains(call) && seen.insert(call).inserted {
        pending.append(call)
      }
    }
    return found
  }
}
