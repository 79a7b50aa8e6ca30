/// A driver that an early console can use (`EARLYCON_DECLARE`, `OF_EARLYCON_DECLARE`; drivers/tty/serial).
public struct EarlyconDriver: Hashable, Sendable {
  /// The name that `earlycon=NAME,…` matches.
  public var name: String
  /// The compatible string that a plain `earlycon` looks for at stdout-path; nil for names only.
  public var compatible: String?
  /// The configuration symbol that builds it.
  public var symbol: String
  /// It takes a physical address to map; those that do not never need page tables.
  public var mapsAddress = true

  /// The drivers that boards of the modelled architectures use.
  public static let all: [EarlyconDriver] = [
    EarlyconDriver(name: "uart8250", compatible: nil, symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "uart", compatible: nil, symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "ns16550", compatible: "ns16550", symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "ns16550a", compatible: "ns16550a", symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "uart", compatible: "nvidia,tegra20-uart", symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "uart", compatible: "snps,dw-apb-uart", symbol: "SERIAL_8250_CONSOLE"),
    EarlyconDriver(name: "pl011", compatible: "arm,pl011", symbol: "SERIAL_AMBA_PL011_CONSOLE"),
    EarlyconDriver(name: "pl011", compatible: "arm,sbsa-uart", symbol: "SERIAL_AMBA_PL011_CONSOLE"),
    EarlyconDriver(name: "sifive", compatible: "sifive,uart0", symbol: "SERIAL_SIFIVE_CONSOLE"),
    EarlyconDriver(name: "cdns", compatible: "xlnx,xuartps", symbol: "SERIAL_XILINX_PS_UART_CONSOLE"),
    EarlyconDriver(name: "cdns", compatible: "cdns,uart-r1p8", symbol: "SERIAL_XILINX_PS_UART_CONSOLE"),
    EarlyconDriver(name: "cdns", compatible: "cdns,uart-r1p12", symbol: "SERIAL_XILINX_PS_UART_CONSOLE"),
    EarlyconDriver(name: "efifb", compatible: nil, symbol: "EFI_EARLYCON", mapsAddress: false),
    EarlyconDriver(name: "sbi", compatible: nil, symbol: "SERIAL_EARLYCON_RISCV_SBI", mapsAddress: false),
    EarlyconDriver(name: "smh", compatible: nil, symbol: "SERIAL_EARLYCON_SEMIHOST", mapsAddress: false),
  ]
}
