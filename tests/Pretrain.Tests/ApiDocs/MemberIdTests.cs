using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

public class MemberIdTests
{
    [Fact]
    public void A_method_id_gives_type_name_and_parameter_types()
    {
        var id = MemberId.Parse("M:System.Collections.BitArray.CopyTo(System.Array,System.Int32)")!;

        Assert.Equal((MemberKind.Method, "System.Collections.BitArray", "CopyTo"), (id.Kind, id.Type, id.Name));
        Assert.Equal(["Array", "Int32"], id.ParameterTypes);
    }

    [Fact]
    public void Generic_arguments_stay_inside_their_parameter()
    {
        var id = MemberId.Parse("M:System.X.F``2(System.Func{``0,System.Collections.Generic.List{`0}},System.Int32@,System.Byte[0:,0:])")!;

        Assert.Equal("F", id.Name);
        Assert.Equal(["Func<T,List<T>>", "Int32", "Byte[,]"], id.ParameterTypes);
    }

    [Fact]
    public void A_constructor_is_named_after_its_type()
    {
        var id = MemberId.Parse("M:System.Collections.Generic.List`1.#ctor(System.Int32)")!;

        Assert.Equal((MemberKind.Constructor, "List"), (id.Kind, id.Name));
    }

    [Fact]
    public void The_result_of_a_conversion_is_no_parameter()
    {
        var id = MemberId.Parse("M:System.Half.op_Explicit(System.Int32)~System.Half")!;

        Assert.Equal("op_Explicit", id.Name);
        Assert.Equal(["Int32"], id.ParameterTypes);
    }

    [Theory]
    [InlineData("M:System.List.System#Collections#ICollection#CopyTo(System.Array)")]
    [InlineData("T:System.<>c__DisplayClass")]
    [InlineData("!:Unresolved")]
    [InlineData("")]
    public void Ids_that_name_nothing_one_can_call_are_left_out(string id) => Assert.Null(MemberId.Parse(id));
}
