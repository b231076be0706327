namespace Harness.Parquet.Thrift;

/// <summary>The type codes of Thrift's compact protocol. A boolean field's value is its type code; in a list it is a byte.</summary>
internal enum ThriftType
{
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
}
