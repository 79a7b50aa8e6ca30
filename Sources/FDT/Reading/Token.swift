/// The token words of the structure block.
@usableFromInline
package enum Token {
  @inlinable package static var beginNode: UInt32 { 1 }
  @inlinable package static var endNode: UInt32 { 2 }
  @inlinable package static var property: UInt32 { 3 }
  @inlinable package static var nop: UInt32 { 4 }
  @inlinable package static var end: UInt32 { 9 }
}
