import DeviceTree
import FDT
import FileSystem

/// Blobs as the five tools read them.
enum Blobs {
  /// The tree in a blob.
  static func tree(_ path: String) throws(ToolFailure) -> DeviceTree {
    try tree(in: bytes(path), at: path)
  }

  /// The tree in the bytes of a file.
  static func tree(in bytes: [UInt8], at path: String) throws(ToolFailure) -> DeviceTree {
    do throws(FDTError) {
      return try DeviceTree(blob: bytes)
    } catch {
      throw ToolFailure("\(path): at byte \(error.offset): \(error)")
    }
  }

  /// A file's bytes.
  static func bytes(_ path: String) throws(ToolFailure) -> [UInt8] {
    do throws(CommandError) {
      return try Files.contents(of: path)
    } catch {
      throw ToolFailure("Couldn't open blob from '\(path)': \(error.message)")
    }
  }

  /// The blob that a file begins with; `subject` is what libfdt's message would be about.
  @_lifetime(copy bytes)
  static func check(_ bytes: Span<UInt8>, at subject: String) throws(ToolFailure) -> FlattenedTree {
    do throws(FDTError) {
      return try FlattenedTree(validating: bytes)
    } catch {
      throw failure(at: subject, error)
    }
  }

  /// What is said of something that cannot be found or done, in libfdt's words.
  static func failure(at subject: String, _ code: String) -> ToolFailure {
    ToolFailure("Error at '\(subject)': \(code)")
  }

  /// What is said of a blob that cannot be used: libfdt's code, and what is wrong.
  static func failure(at subject: String, _ error: FDTError) -> ToolFailure {
    let code =
      switch error {
      case .badMagic, .truncated(_, 0..<4): "FDT_ERR_BADMAGIC"
      case .unsupportedVersion: "FDT_ERR_BADVERSION"
      case .truncated: "FDT_ERR_TRUNCATED"
      default: "FDT_ERR_BADSTRUCTURE"
      }
    return ToolFailure("Error at '\(subject)': \(code)\n  at byte \(error.offset): \(error)")
  }

  /// What is said of an edit that cannot be done.
  static func failure(at subject: String, _ error: FDTEditError) -> ToolFailure {
    switch error {
    case .unreadable(let error): failure(at: subject, error)
    case .noSuchNode, .noSuchPhandle, .noSuchProperty: failure(at: subject, "FDT_ERR_NOTFOUND")
    case .nodeExists: failure(at: subject, "FDT_ERR_EXISTS")
    case .noSpace: failure(at: subject, "FDT_ERR_NOSPACE")
    default: failure(at: subject, "\(error)")
    }
  }

  /// What is said of a path that leads to no node; `subject` if not of the path itself.
  static func noNode(
    at path: String, in tree: borrowing FlattenedTree, called subject: String? = nil
  ) -> ToolFailure {
    let alias = String(path.prefix { $0 != "/" })
    let isKnown = path.utf8.first == UInt8(ascii: "/") || tree.alias(alias) != nil
    return failure(at: subject ?? path, isKnown ? "FDT_ERR_NOTFOUND" : "FDT_ERR_BADPATH")
  }

  /// Writes a blob; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(ToolFailure) {
    do throws(CommandError) {
      try ToolFiles.write(bytes, to: path)
    } catch {
      throw ToolFailure("Couldn't write blob to '\(path)': \(error.message)")
    }
  }
}
