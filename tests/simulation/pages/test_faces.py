from fraudpipe.adapters.page_files import installed_fonts
from fraudpipe.simulation.pages.faces import ROLES, Faces


def test_every_role_has_a_face_even_if_only_one_is_installed():
    faces = Faces({"sans": installed_fonts()["sans"]})
    assert {faces.at(role, 20).path for role in ROLES} == {faces.at("sans", 20).path}


def test_an_old_face_gives_way_where_it_cannot_draw():
    path = installed_fonts()["sans"]
    other = installed_fonts()["serif"]
    faces = Faces({"song": path, "ming": other})
    assert faces.at("song", 20, "诊断").path == path.partition("#")[0]
    assert faces.at("song", 20, "囍").path == other.partition("#")[0]


def test_glyphs_are_as_wide_as_the_face_says():
    faces = Faces(installed_fonts())
    text = "诊断 2024-03-05"
    assert sum(one.advance for one in faces.glyphs("sans", 30, text)) == faces.at("sans", 30).getlength(text)
    assert [one.ink is None for one in faces.glyphs("sans", 30, "a b")] == [False, True, False]
