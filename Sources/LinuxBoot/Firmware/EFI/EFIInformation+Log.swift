extension EFIInformation {
  /// Reads what Linux prints of UEFI: a whole boot log, or an excerpt.
  ///
  /// Lines of the map are those that `efi=debug` adds: `efi: mem00: [Conventional|…] range=[0x…-0x…] (256MB)`, or,
  /// on arm64 and riscv64, `efi:   0x…-0x… [Conventional|…]`. LoongArch with NUMA prints its map without `efi=debug`,
  /// if there are ACPI tables: `Node0: mem_type:7, mem_start:0x…, mem_size:0x… Bytes`, which counts where there is no
  /// line of the other forms. Beside them count the line that names the tables
  /// (`efi: ACPI 2.0=0x… MEMRESERVE=0x…`), `esrt: Reserving ESRT space from 0x… to 0x….`, and `MemMap Address`
  /// and `MemMap Size`. Other lines are passed over; one that begins like a line of the map must be one. Throws
  /// the place of the first that is not, and if there is no line of a map at all.
  ///
  /// Complexity: O(n).
  public init(log: [UInt8]) throws(EFIMapError) {
    var reader = EFILogReader()
    let text = LogText(log)
    try text.forEachMessage { message throws(EFIMapError) in try reader.take(message, of: text.bytes) }
    self = reader.finish()
    guard !memoryMap.isEmpty else {
      throw EFIMapError(
        line: 0, column: 0,
        message: "there is no line of an EFI memory map in it; Linux prints them with efi=debug")
    }
  }
}
