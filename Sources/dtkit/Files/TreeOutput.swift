import DTS
import DeviceTree
import FDT
import FileSystem
import SecondOpinion

/// A tree on its way to a file: a source if its name says so, else a blob that libfdt agrees to.
enum TreeOutput {
  /// Writes `tree` to `path`, whole or not at all; `-` takes the blob on standard output.
  ///
  /// `blob` are the bytes if another layout than the usual is wanted.
  static func write(_ tree: DeviceTree, blob: [UInt8]? = nil, to path: String) throws(CommandError) {
    let bytes: [UInt8]
    if path.isSourceName {
      bytes = Array(DTSPrinter().print(tree).utf8)
    } else {
      let made = if let blob { blob } else { try Self.blob(of: tree, for: path) }
      do throws(AgreedBlob.Disagreement) {
        bytes = try AgreedBlob(of: tree, as: made).bytes
      } catch {
        throw CommandError("libfdt reads the result otherwise: \(error.differences[0]); nothing was written")
      }
    }
    if path == "-" { return Files.write(bytes) }
    var files = OutputFiles()
    files.add(path, bytes)
    try files.write()
  }

  /// The blob that dtc would make; an error names `path`.
  static func blob(of tree: DeviceTree, for path: String) throws(CommandError) -> [UInt8] {
    do throws(FDTWriteError) {
      return try tree.flattened(BlobLayout())
    } catch {
      throw CommandError("\(path): \(error)", help: "leave out what is not needed")
    }
  }
}

extension String {
  /// Whether a file of this name is a device-tree source.
  var isSourceName: Bool { [".dts", ".dtsi", ".dtso"].contains { hasSuffix($0) } }
}
