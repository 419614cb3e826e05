// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::engine {

class LoadConfigTest : public QObject {
    Q_OBJECT

private slots:
    void anOverlayBesideTheFileComesBehindIt() {
        const std::string file = write("hub.ini", "base");
        QCOMPARE(loadConfigFiles({file}).files.size(), std::size_t{1});

        const std::string overlay = write("hub.local.ini", "over");
        const LoadedConfigFiles loaded = loadConfigFiles({file});

        QVERIFY(loaded.errors.empty());
        QCOMPARE(loaded.files.size(), std::size_t{2});
        QVERIFY(loaded.files[0].text == "base");
        QVERIFY(loaded.files[1].text == "over");
        QVERIFY(loaded.files[1].name == overlay);
    }

    void filesComeInTheirOrderEachWithItsOverlay() {
        const std::string first = write("one.ini", "1");
        write("one.local.ini", "2");
        const std::string second = write("two", "3");
        write("two.local", "4");

        std::string order;
        const LoadedConfigFiles loaded = loadConfigFiles({first, second});
        for (const ConfigFile& file : loaded.files)
            order += file.text;

        QVERIFY(order == "1234");
    }

    void aFileOfTheLargestSizeIsTakenAndALargerOneIsNot() {
        const std::string largest = write("fits.ini", QByteArray(1 << 20, '\n'));
        const std::string larger = write("large.ini", QByteArray((1 << 20) + 1, '\n'));

        QCOMPARE(loadConfigFiles({largest}).files.at(0).text.size(), kMaxConfigFileBytes);
        const LoadedConfigFiles refused = loadConfigFiles({larger});

        QVERIFY(refused.files.empty());
        QVERIFY(refused.errors.at(0).text() == larger + ": expected at most 1 MiB");
    }

    void whatIsNoReadableFileIsNamed() {
        const std::string absent = path("absent.ini");

        const LoadedConfigFiles loaded = loadConfigFiles({absent, path(""), "/dev/zero"});

        QVERIFY(loaded.files.empty());
        QCOMPARE(loaded.errors.size(), std::size_t{3});
        QVERIFY(loaded.errors[0].text() == absent + ": there is no such file");
        QVERIFY(loaded.errors[1].text().ends_with(": expected a regular file"));
        QVERIFY(loaded.errors[2].text() == "/dev/zero: expected a regular file");
    }

private:
    [[nodiscard]] std::string path(const char* name) const {
        return m_dir.filePath(QString::fromLatin1(name)).toStdString();
    }
    std::string write(const char* name, const QByteArray& content) const {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        const bool written =
            file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return written ? file.fileName().toStdString() : std::string();
    }

    QTemporaryDir m_dir;
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::LoadConfigTest)
#include "load_config_test.moc"
