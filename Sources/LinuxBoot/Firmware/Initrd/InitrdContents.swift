/// What Linux finds in an initrd before it reads /reserved-memory: ACPI tables that replace the firmware's
/// (`acpi_table_upgrade`, drivers/acpi/tables.c).
public struct InitrdContents: Hashable, Sendable {
  /// Where such tables lie in the archive.
  public static let folder = "kernel/firmware/acpi/"
  /// At most so many files are looked at (`NR_ACPI_INITRD_TABLES`).
  public static let maximumTables = 64

  /// How many bytes the initrd has.
  public let size: UInt64
  /// The sizes of the tables that Linux takes, in bytes, in their order.
  public private(set) var tables: [UInt64] = []
  /// What Linux says of each file in the folder.
  public private(set) var messages: [BootMessage] = []

  /// Looks through an initrd's early archive.
  ///
  /// Complexity: O(n).
  public init(_ initrd: [UInt8]) {
    size = UInt64(initrd.count)
    let files = EarlyArchive(initrd).files.filter { $0.path.hasPrefix(Self.folder) }
    for file in files.prefix(Self.maximumTables) { add(file, initrd[file.contents]) }
  }

  /// The room that Linux asks for: all tables, one behind the other.
  public var tableBytes: UInt64 { tables.reduce(0, &+) }

  private mutating func add(_ file: EarlyArchive.File, _ table: ArraySlice<UInt8>) {
    // Linux keeps 17 letters of a name.
    let name =
      Self.folder
      + String(decoding: file.path.utf8.dropFirst(Self.folder.utf8.count).prefix(17), as: UTF8.self)
    func refuse(_ why: String) {
      messages.append(BootMessage(level: .error, text: "ACPI OVERRIDE: \(why) [\(name)]"))
    }
    guard table.count >= 36 else { return refuse("Table smaller than ACPI header") }
    let signature = String(decoding: table.prefix(4), as: UTF8.self)
    guard Self.signatures.contains(signature) else { return refuse("Unknown signature") }
    let length = table.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length == table.count else { return refuse("File length does not match table length") }
    guard table.reduce(0 as UInt8, &+) == 0 else { return refuse("Bad table checksum") }
    tables.append(UInt64(length))
    let text = "\(signature) ACPI table found in initrd [\(name)][0x\(String(length, radix: 16))]"
    messages.append(BootMessage(level: .info, text: text))
  }

  /// Tables that may be replaced (`table_sigs`, 7.2; the last few came after 6.1).
  private static let signatures: Set<String> = [
    "BERT", "BGRT", "CPEP", "ECDT", "EINJ", "ERST", "HEST", "APIC", "MSCT", "SBST", "SLIT", "SRAT", "ASF!",
    "BOOT", "DBGP", "DMAR", "HPET", "IBFT", "IVRS", "MCFG", "MCHI", "SLIC", "SPCR", "SPMI", "TCPA", "UEFI",
    "WAET", "WDAT", "WDDT", "WDRT", "DSDT", "FACP", "PSDT", "RSDT", "XSDT", "SSDT", "IORT", "NFIT", "HMAT",
    "PPTT", "NHLT", "AEST", "CEDT", "AGDI", "NBFT", "SWFT", "MPAM",
  ]
}
