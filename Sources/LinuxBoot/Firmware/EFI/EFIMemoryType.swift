/// What a piece of memory is used for, as UEFI numbers it (`EFI_MEMORY_TYPE`, UEFI specification 7.2).
public struct EFIMemoryType: RawRepresentable, Hashable, Sendable {
  /// The number.
  public let rawValue: UInt32
  /// Makes the type of a number, known or not.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Not to be used.
  public static let reserved = EFIMemoryType(rawValue: 0)
  /// Code of a loaded application, such as the boot loader.
  public static let loaderCode = EFIMemoryType(rawValue: 1)
  /// Data of a loaded application.
  public static let loaderData = EFIMemoryType(rawValue: 2)
  /// Code that is over when the boot services are.
  public static let bootServicesCode = EFIMemoryType(rawValue: 3)
  /// Data that is over when the boot services are.
  public static let bootServicesData = EFIMemoryType(rawValue: 4)
  /// Code that stays.
  public static let runtimeServicesCode = EFIMemoryType(rawValue: 5)
  /// Data that stays.
  public static let runtimeServicesData = EFIMemoryType(rawValue: 6)
  /// Free memory.
  public static let conventional = EFIMemoryType(rawValue: 7)
  /// Memory with faults.
  public static let unusable = EFIMemoryType(rawValue: 8)
  /// ACPI tables, free once they are read.
  public static let acpiReclaim = EFIMemoryType(rawValue: 9)
  /// Memory of the firmware that sleep must save.
  public static let acpiNVS = EFIMemoryType(rawValue: 10)
  /// Registers.
  public static let mappedIO = EFIMemoryType(rawValue: 11)
  /// Registers that stand for I/O ports.
  public static let mappedIOPorts = EFIMemoryType(rawValue: 12)
  /// Code of the processor's firmware.
  public static let palCode = EFIMemoryType(rawValue: 13)
  /// Memory that keeps its contents without power.
  public static let persistent = EFIMemoryType(rawValue: 14)

  /// The names that Linux prints, by number: since 5.10 twelve letters wide, before the longer ones.
  private static let names: [(now: String, before: String)] = [
    ("Reserved", "Reserved"), ("Loader Code", "Loader Code"), ("Loader Data", "Loader Data"),
    ("Boot Code", "Boot Code"), ("Boot Data", "Boot Data"), ("Runtime Code", "Runtime Code"),
    ("Runtime Data", "Runtime Data"), ("Conventional", "Conventional Memory"),
    ("Unusable", "Unusable Memory"), ("ACPI Reclaim", "ACPI Reclaim Memory"),
    ("ACPI Mem NVS", "ACPI Memory NVS"), ("MMIO", "Memory Mapped I/O"), ("MMIO Port", "MMIO Port Space"),
    ("PAL Code", "PAL Code"), ("Persistent", "Persistent Memory"), ("Unaccepted", "Unaccepted"),
  ]

  /// The type that Linux prints as `name` (`efi_md_typeattr_format`); nil if there is none.
  init?(linuxName name: String) {
    if name.hasPrefix("type="), let number = UInt32(name.dropFirst(5)) {
      self.init(rawValue: number)
      return
    }
    guard let index = Self.names.firstIndex(where: { $0.now == name || $0.before == name }) else {
      return nil
    }
    self.init(rawValue: UInt32(index))
  }

  /// The name that Linux prints.
  public var name: String {
    Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)].now : "type=\(rawValue)"
  }
}
