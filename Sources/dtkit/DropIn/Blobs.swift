import DeviceTree
import FDT

/// Blobs as the five tools read them.
enum Blobs {
  /// The tree in a blob.
  static func tree(_ path: String) throws(ToolFailure) -> DeviceTree {
    let bytes = try bytes(path)
    do throws(FDTError) {
      return try DeviceTree(blob: bytes)
    } catch {
      throw ToolFailure("\(path): at byte \(error.offset): \(error)")
    }
  }

  /// A file's bytes.
  static func bytes(_ path: String) throws(ToolFailure) -> [UInt8] {
    do throws(CommandError) {
      return try Files.read(path)
    } catch {
      throw ToolFailure("Couldn't open blob from '\(path)': \(error.message)")
    }
  }

  /// What is said of a node or a property that is not there, in libfdt's words.
  static func notFound(_ name: String, isPath: Bool = false) -> ToolFailure {
    let code = isPath && name.isEmpty ? "FDT_ERR_BADPATH" : "FDT_ERR_NOTFOUND"
    return ToolFailure("Error at '\(name)': \(code)")
  }

  /// Writes a blob; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(ToolFailure) {
    if path == "-" { return Files.write(bytes) }
    do throws(CommandError) {
      try Files.replace(path, with: bytes)
    } catch {
      throw ToolFailure("Couldn't write blob to '\(path)': \(error.message)")
    }
  }
}

extension ToolFailure {
  /// A call that cannot be understood: the usage, and why.
  static func usage(_ usage: String, _ why: String) -> ToolFailure {
    ToolFailure("\(usage)\n\nError: \(why)")
  }
}

extension ShortOptions {
  /// Takes a tool's arguments apart; `-h` and `-V` are answered here, for the tools that have both.
  static func parse(
    _ arguments: [String], _ options: [Option], usage: String
  ) throws(ToolFailure) -> ShortOptions {
    let parsed: ShortOptions
    do throws(Fault) {
      parsed = try ShortOptions(arguments, options)
    } catch {
      throw .usage(usage, error.message)
    }
    for option in parsed.given {
      if option.letter == "h" {
        Files.print(usage + "\n")
        throw ToolFailure("", status: 0)
      }
      if option.letter == "V" {
        Files.print("Version: DTC 1.8.1 (dtkit)\n")
        throw ToolFailure("", status: 0)
      }
    }
    return parsed
  }
}
