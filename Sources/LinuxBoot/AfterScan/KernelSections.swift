public import DeviceTree

/// The three parts of the kernel image that /proc/iomem shows (`resource_init` of LoongArch).
public struct KernelSections: FactValue {
  /// "Kernel code": `_text` to `_etext`.
  public var code: MemoryRange
  /// "Kernel data": `_etext` to `_edata`.
  public var data: MemoryRange
  /// "Kernel bss": `__bss_start` to `__bss_stop`.
  public var bss: MemoryRange

  /// The three ranges.
  public var factText: String {
    "code \(code.factText), data \(data.factText), bss \(bss.factText)"
  }

  /// Name and range of each line.
  var lines: [(name: String, range: MemoryRange)] {
    [("Kernel code", code), ("Kernel data", data), ("Kernel bss", bss)]
  }
}
