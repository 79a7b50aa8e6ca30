/// The operators of C's integer expressions.
enum Operator: UInt8, Sendable {
  case or, and, bitOr, bitXor, bitAnd, equal, notEqual, less, greater, lessOrEqual, greaterOrEqual
  case shiftLeft, shiftRight, add, subtract, multiply, divide, remainder
  case minus, plus, complement, not
  /// `?`, waiting for its `:`.
  case question
  /// `?` and `:`, waiting for the third part.
  case conditional
  /// `(`, waiting for its `)`.
  case parenthesis

  /// How strongly the operator binds; more is stronger.
  var precedence: Int {
    switch self {
    case .parenthesis: 0
    case .question, .conditional: 1
    case .or: 2
    case .and: 3
    case .bitOr: 4
    case .bitXor: 5
    case .bitAnd: 6
    case .equal, .notEqual: 7
    case .less, .greater, .lessOrEqual, .greaterOrEqual: 8
    case .shiftLeft, .shiftRight: 9
    case .add, .subtract: 10
    case .multiply, .divide, .remainder: 11
    case .minus, .plus, .complement, .not: 12
    }
  }

  /// The binary operator of this text, coded as in `PreprocessingToken.code`.
  init?(binary code: UInt32) {
    switch code {
    case 0x7c7c: self = .or
    case 0x2626: self = .and
    case 0x7c: self = .bitOr
    case 0x5e: self = .bitXor
    case 0x26: self = .bitAnd
    case 0x3d3d: self = .equal
    case 0x213d: self = .notEqual
    case 0x3c: self = .less
    case 0x3e: self = .greater
    case 0x3c3d: self = .lessOrEqual
    case 0x3e3d: self = .greaterOrEqual
    case 0x3c3c: self = .shiftLeft
    case 0x3e3e: self = .shiftRight
    case 0x2b: self = .add
    case 0x2d: self = .subtract
    case 0x2a: self = .multiply
    case 0x2f: self = .divide
    case 0x25: self = .remainder
    default: return nil
    }
  }

  /// The unary operator of this text.
  init?(unary code: UInt32) {
    switch code {
    case 0x2d: self = .minus
    case 0x2b: self = .plus
    case 0x7e: self = .complement
    case 0x21: self = .not
    default: return nil
    }
  }
}
