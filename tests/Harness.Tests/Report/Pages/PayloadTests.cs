using System.IO.Compression;
using Harness.Report.Pages;

namespace Harness.Tests.Report.Pages;

public class PayloadTests
{
    [Fact]
    public void Numbers_have_five_digits_and_what_is_none_is_null()
    {
        double[] values = [1 / 3.0, 1e-7, 12345678, 0, double.NaN, double.PositiveInfinity];
        var payload = Convert.FromBase64String(Payload.Of(new { Values = values, Some = (double[]?)null }));
        using var gzip = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.Equal("""{"values":[0.33333,1E-07,1.2346E+07,0,null,null],"some":null}""", reader.ReadToEnd());
    }
}
