// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/json_tree.h"

#include <string>

#include <QTest>

namespace telemetryhub::engine {

class JsonTreeTest : public QObject {
    Q_OBJECT

private slots:
    void everyValueHasItsLine() {
        const JsonTree tree = readJson(
            "{\n \"a\": 1.5,\n \"b\": [\n  \"x\\ny\",\n  true, null\n ],\n\n \"a\": {}\n}");

        QVERIFY(!tree.mistake);
        const auto& members = tree.root.members;
        QCOMPARE(members.size(), std::size_t{3});
        QCOMPARE(members[0].value.number, 1.5);
        QCOMPARE(members[0].line, 2);
        QCOMPARE(members[1].line, 3);
        QCOMPARE(members[1].value.items[0].text, std::string("x\ny"));
        QCOMPARE(members[1].value.items[0].line, 4);
        QCOMPARE(members[1].value.items[1].line, 5);
        QVERIFY(members[1].value.items[1].isOn);
        QCOMPARE(members[2].key, std::string("a"));
        QCOMPARE(members[2].value.line, 8);
    }

    void aMistakeHasItsLineAndRemedy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const char* text, int line, const char* detail) {
            QTest::newRow(name) << QByteArray(text) << line << QString::fromLatin1(detail);
        };
        row("nothing", "", 1, "expected a JSON object");
        row("a bare number", "5", 1, "expected a JSON object");
        row("no comma", "{\n\"a\": 1\n\"b\": 2}", 2, "expected JSON; look for a missing");
        row("a comma too many", "{\n\"a\": 1,\n}", 2, "expected JSON; look for a missing");
        row("a word", "{\n\n\"a\": tru}", 3, "expected JSON; look for a missing");
        row("a number", "{\n\"a\": 01}", 2, "expected a number");
        row("a huge number", "{\n\"a\": 1e999}", 2, "expected a number that a double");
        row("an escape", "{\n\"a\": \"\\q\"}", 2, "expected a text with valid escapes");
        row("an open text", "{\n\"a\": \"x}\n}", 2, "expected a \" at the end of each text");
        row("no UTF-8", "{\n\"a\": \"\xff\"}", 2, "expected UTF-8");
        row("more behind it", "{\"a\": 1} x", 1, "expected nothing behind the closing }");
        row("a bracket behind it", "{\"a\": \"}\"\n}\n\n}", 4,
            "expected nothing behind the closing }");
        row("another list", "[1]\n[2]", 2, "expected nothing behind the closing ]");
        row("a mistake with more behind it", "{\n\"a\": tru}\n x", 2, "expected JSON; look for");
        row("an open object", "{\n\"a\": {\n\"b\": 1\n", 2, "expected a closing } or ] for each");
        row("an open list", "{\n\"a\": [\n1\n}", 2, "expected a closing } or ] for each");
        row("a huge whole number", "{\n\"a\": 18446744073709551616}", 2, "expected a number of 64");
        row("one far below zero", "{\n\"a\":\n-9223372036854775809}", 3, "expected a number of 64");
        row("a byte order mark", "\xEF\xBB\xBF{\"a\": 1}", 1, "expected a JSON object");
        row("a comment", "{\n// x\n\"a\": 1}", 1, "expected JSON; look for a missing");
    }
    void aMistakeHasItsLineAndRemedy() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, detail);

        const JsonTree tree = readJson(text.toStdString());

        QVERIFY(tree.mistake);
        const QString told = QString::fromStdString(tree.mistake->detail);
        QVERIFY2(told.startsWith(detail), qPrintable(told));
        QCOMPARE(tree.mistake->line, line);
    }

    void depthAndNumberOfValuesAreBounded() {
        const std::string deep = std::string(200, '[') + "1" + std::string(200, ']');
        std::string wide = "[0";
        for (std::size_t i = 0; i < 2 * kMaxJsonValues; ++i)
            wide += ",0";

        QCOMPARE(readJson(deep).mistake.value().detail, std::string("expected at most 16 levels"));
        QCOMPARE(readJson(wide + "]").mistake.value().detail,
                 std::string("expected at most 50000 values"));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::JsonTreeTest)
#include "json_tree_test.moc"
