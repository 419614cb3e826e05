// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ini_file.h"

#include <random>
#include <string>

#include <QTest>

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// The only value of a text with one key; `?` when it is not that.
std::string onlyValue(const std::string& ini) {
    const IniFile file = readIni(ini);
    const bool isOne =
        file.errors.empty() && file.sections.size() == 1 && file.sections[0].entries.size() == 1;
    return isOne ? file.sections[0].entries[0].value : "?";
}

}  // namespace

class IniFileTest : public QObject {
    Q_OBJECT

private slots:
    void sectionsAndKeysHaveTheirLines() {
        const IniFile file = readIni("; title\n\n[queue]\nblocks = 7\n\n[log]\n  level=debug\n");

        QCOMPARE(file.errors.size(), std::size_t{0});
        QCOMPARE(file.sections.size(), std::size_t{2});
        QCOMPARE(text(file.sections[0].name), QStringLiteral("queue"));
        QCOMPARE(file.sections[0].line, 3);
        QCOMPARE(text(file.sections[0].entries.at(0).key), QStringLiteral("blocks"));
        QCOMPARE(text(file.sections[0].entries.at(0).value), QStringLiteral("7"));
        QCOMPARE(file.sections[0].entries.at(0).line, 4);
        QCOMPARE(file.sections[1].entries.at(0).line, 7);
        QCOMPARE(text(file.sections[1].entries.at(0).value), QStringLiteral("debug"));
    }

    void aValueIsWhatStandsBehindTheEqualsSign_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* line, const char* value) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(value);
        };
        row("a=b", "b");
        row(" \ta \t=\t b c  ", "b c");
        row("a = b=c", "b=c");
        row("a = b ; no comment # here", "b ; no comment # here");
        row("a =", "");
        row("a = \"\"", "");
        row("a = \" b \"", " b ");
        row("a = \"b\" c \"d\"", "b\" c \"d");
        row("a = \"\"b\"\"", "\"b\"");
        row("a = b\"", "b\"");
        row("a = C:\\new\\n", "C:\\new\\n");
        row("a = gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80",
            "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80");
    }
    void aValueIsWhatStandsBehindTheEqualsSign() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, value);

        QCOMPARE(text(onlyValue("[s]\n" + line.toStdString())), QString::fromUtf8(value));
    }

    void commentsBeginWithSemicolonOrHash() {
        QCOMPARE(text(onlyValue("#x\n;y\n[s]\n  ; k = 1\n\t# k = 2\nk = 3\n")),
                 QStringLiteral("3"));
    }

    void aByteOrderMarkAndWindowsLineEndsAreTaken() {
        QCOMPARE(text(onlyValue("\xEF\xBB\xBF[s]\r\nk = v\r\n")), QStringLiteral("v"));
    }

    void linesDoNotContinue() {
        const IniFile file = readIni("[s]\na = 1 \\\nb = 2\n");

        QCOMPARE(text(file.sections.at(0).entries.at(0).value), QStringLiteral("1 \\"));
        QCOMPARE(file.sections.at(0).entries.size(), std::size_t{2});
    }

    void anEmptyTextHasNoSections() {
        QVERIFY(readIni("").sections.empty());
        QVERIFY(readIni("\n\n").errors.empty());
    }

    void aMistakeHasItsLineAndReadingGoesOn_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no equals sign") << QByteArray("blocks 7") << "expected key = value";
        QTest::newRow("no key") << QByteArray("= 7") << "expected key = value";
        QTest::newRow("open quote") << QByteArray("a = \"b") << "expected a closing quote";
        QTest::newRow("lone quote") << QByteArray("a = \"") << "expected a closing quote";
        QTest::newRow("Latin-1") << QByteArray("a = gr\xFC\xDF") << "expected UTF-8";
        QTest::newRow("overlong") << QByteArray("a = \xC0\xAF") << "expected UTF-8";
        QTest::newRow("surrogate") << QByteArray("a = \xED\xA0\x80") << "expected UTF-8";
        QTest::newRow("beyond Unicode") << QByteArray("a = \xF4\x90\x80\x80") << "expected UTF-8";
        QTest::newRow("cut") << QByteArray("a = \xE2\x82") << "expected UTF-8";
        QTest::newRow("long") << "a = " + QByteArray(16 * 1024, 'x') << "expected at most 16384";
    }
    void aMistakeHasItsLineAndReadingGoesOn() {
        QFETCH(QByteArray, line);
        QFETCH(QString, detail);

        const IniFile file = readIni("[s]\n" + line.toStdString() + "\nafter = 1\n");

        QCOMPARE(file.errors.size(), std::size_t{1});
        QCOMPARE(file.errors[0].line, 2);
        QVERIFY2(text(file.errors[0].detail).startsWith(detail), file.errors[0].detail.c_str());
        QCOMPARE(file.sections.at(0).entries.size(), std::size_t{1});
    }

    void theKeysOfAnUnreadableSectionAreLeftOutWithOneError_data() {
        QTest::addColumn<QByteArray>("title");
        for (const char* title : {"[open", "[]", "[ ]", "[", "[a] b", "[a] ; comment"})
            QTest::newRow(title) << QByteArray(title);
    }
    void theKeysOfAnUnreadableSectionAreLeftOutWithOneError() {
        QFETCH(QByteArray, title);

        const IniFile file = readIni("[s]\n" + title.toStdString() + "\na = 1\nb\n[t]\nc = 1\n");

        QCOMPARE(file.errors.size(), std::size_t{1});
        QCOMPARE(file.errors[0].line, 2);
        QCOMPARE(file.sections.size(), std::size_t{2});
        QVERIFY(file.sections[0].entries.empty());
        QCOMPARE(file.sections[1].entries.size(), std::size_t{1});
    }

    void keysBeforeTheFirstSectionAreOneError() {
        const IniFile file = readIni("a = 1\nb = 2\n[s]\nc = 3\n");

        QCOMPARE(file.errors.size(), std::size_t{1});
        QCOMPARE(file.errors[0].line, 1);
        QCOMPARE(file.sections.at(0).entries.size(), std::size_t{1});
    }

    void bytesThatAreNoTextEndTheReading() {
        const IniFile file = readIni(std::string("[s]\na = 1\nb = \0\nc = 2\n", 21));

        QCOMPARE(file.errors.size(), std::size_t{1});
        QCOMPARE(file.errors[0].line, 3);
        QCOMPARE(file.sections.at(0).entries.size(), std::size_t{1});
    }

    void aFileFullOfMistakesIsNotReadToItsEnd() {
        std::string junk = "[s]\n";
        for (int i = 0; i < 100'000; ++i)
            junk += "x\n";

        QCOMPARE(readIni(junk).errors.size(), std::size_t{101});
    }

    void randomBytesAreReadWithoutHarm() {
        std::mt19937 random(7);
        for (int run = 0; run < 2000; ++run) {
            std::string junk;
            for (int i = 0; i < 200; ++i)
                junk += "[]=\"\n\r;# \tab\xC3\xBC"[random() % 14];
            const IniFile file = readIni(junk);
            for (const IniSection& section : file.sections)
                for (const IniEntry& entry : section.entries)
                    QVERIFY(!entry.key.empty());
        }
    }

    void whatIsWrittenReadsBack_data() {
        QTest::addColumn<QByteArray>("value");
        for (const char* value : {"", " ", "a", " a", "a ", "\"", "\"a", "\"a\"", "a\"", ";a", "#a",
                                  "a;b", "[a]", "\ta"})
            QTest::newRow(value) << QByteArray(value);
    }
    void whatIsWrittenReadsBack() {
        QFETCH(QByteArray, value);

        const std::string line = "k = " + iniValue(value.toStdString());

        QCOMPARE(text(onlyValue("[s]\n" + line + "\n")), QString::fromUtf8(value));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::IniFileTest)
#include "ini_file_test.moc"
