import FileSystem

extension Files {
  /// All bytes of a file that is to be compiled.
  static func readSource(_ path: String) throws(CommandError) -> [UInt8] {
    let bytes = try read(path)
    if bytes.isBlob {
      throw CommandError(
        "\(path): this is a blob already", help: "dtkit decompile makes a source of it", path: path)
    }
    return bytes
  }
}
