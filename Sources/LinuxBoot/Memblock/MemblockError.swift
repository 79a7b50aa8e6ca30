/// Why a memblock operation could not be done.
public enum MemblockError: Error, Hashable, Sendable {
  /// The array (`memory` or `reserved`) has no free slot and may not grow yet. From 6.5 on Linux panics here
  /// (`memblock_double_array`), before it returned an error.
  case cannotResize(array: String)
}
