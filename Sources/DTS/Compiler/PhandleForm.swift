/// The properties in which nodes state the phandles that the compiler gives them (dtc's `-H`).
public enum PhandleForm: String, CaseIterable, Sendable {
  /// `phandle` only.
  case standard = "epapr"
  /// `linux,phandle` only, as trees before 2010 had it.
  case legacy
  /// Both.
  case both

  var properties: [String] {
    switch self {
    case .standard: ["phandle"]
    case .legacy: ["linux,phandle"]
    case .both: ["linux,phandle", "phandle"]
    }
  }
}
