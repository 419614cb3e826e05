// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTextBlock>
#include <QTreeWidget>

#include "support/patient_qtest.h"
#include "theme/theme.h"
#include "window/manual_page.h"
#include "window/manual_window.h"

using namespace telemetryhub::ui;

class TestManual : public QObject {
    Q_OBJECT

private slots:
    void everyChapterIsThere_data();
    void everyChapterIsThere();
    void everyLinkLeadsSomewhere();
    void everyPictureIsThere();
    void everyPromiseIsHeldByATestThatIsThere();
    void aHeadingIsShownByItsLink();
    void backLeadsToThePageBefore();
};

void TestManual::everyChapterIsThere_data() {
    QTest::addColumn<QString>("page");
    for (const auto* page :
         {"README.md", "connecting.md", "watching.md", "profiles.md", "alarms.md", "recording.md",
          "headless.md", "api.md", "ledger.md", "promises.md", "troubleshooting.md"})
        QTest::newRow(page) << QString::fromLatin1(page);
}

void TestManual::everyChapterIsThere() {
    QFETCH(QString, page);

    const auto headings = manualHeadings();

    QVERIFY(manualText(page).size() > 200);
    QVERIFY(std::any_of(headings.begin(), headings.end(),
                        [&](const auto& heading) { return heading.page == page; }));
}

void TestManual::everyLinkLeadsSomewhere() {
    QSet<QString> targets;
    QSet<QString> pages;
    for (const auto& heading : manualHeadings()) {
        targets << heading.page + QLatin1Char('#') + anchorOf(heading.title);
        pages << heading.page;
    }
    const QRegularExpression link(QStringLiteral("\\]\\(([^)#:]*)(#[^)]*)?\\)"));
    int seen = 0;
    for (const QString& page : pages) {
        auto found = link.globalMatch(manualText(page));
        while (found.hasNext()) {
            const auto match = found.next();
            const QString file = match.captured(1).isEmpty() ? page : match.captured(1);
            if (!file.endsWith(QLatin1String(".md"))) continue;
            ++seen;
            const bool there = match.captured(2).isEmpty()
                                   ? pages.contains(file)
                                   : targets.contains(file + match.captured(2));
            QVERIFY2(there, qPrintable(page + QStringLiteral(": ") + match.captured(0)));
        }
    }
    QVERIFY(seen >= 8);
}

void TestManual::everyPictureIsThere() {
    const QRegularExpression picture(QStringLiteral("!\\[[^]]+\\]\\(([^)]*)\\)"));
    int seen = 0;
    QSet<QString> pages;
    for (const auto& heading : manualHeadings())
        pages << heading.page;
    for (const QString& page : pages) {
        auto found = picture.globalMatch(manualText(page));
        while (found.hasNext()) {
            const QString file = found.next().captured(1);
            ++seen;
            QVERIFY2(!QImage(QStringLiteral(":/telemetryhub/manual/") + file).isNull(),
                     qPrintable(page + QStringLiteral(": ") + file));
        }
    }
    QVERIFY(seen > 0);
}

void TestManual::everyPromiseIsHeldByATestThatIsThere() {
    QHash<QString, QString> tests;
    QDirIterator files(QStringLiteral(TH_TESTS_DIR), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        tests[files.fileInfo().baseName()] += QString::fromUtf8(file.readAll());
    }
    const QRegularExpression held(QStringLiteral("`(\\w+): (\\w+)` \\|"));
    int seen = 0;
    auto found = held.globalMatch(manualText(QStringLiteral("promises.md")));
    while (found.hasNext()) {
        const auto match = found.next();
        const QString function = QStringLiteral("void ") + match.captured(2) + QLatin1String("()");

        QVERIFY2(tests.value(match.captured(1)).contains(function), qPrintable(match.captured(0)));
        ++seen;
    }
    QVERIFY(seen > 20);
}

void TestManual::aHeadingIsShownByItsLink() {
    const Theme theme(ThemeKind::Light);
    ManualWindow manual(theme, nullptr, nullptr);
    manual.show();

    manual.open(QStringLiteral("connecting.md#formats"));

    QCOMPARE(manual.currentPage(), QStringLiteral("connecting.md"));
    const auto* page = manual.findChild<ManualPage*>();
    QCOMPARE(page->textCursor().block().text(), QStringLiteral("Formats"));
    QCOMPARE(manual.findChild<QTreeWidget*>()->currentItem()->data(0, Qt::UserRole).toString(),
             QStringLiteral("connecting.md"));
}

void TestManual::backLeadsToThePageBefore() {
    const Theme theme(ThemeKind::Light);
    ManualWindow manual(theme, nullptr, nullptr);
    manual.show();
    manual.open(QStringLiteral("README.md"));
    manual.open(QStringLiteral("api.md"));
    QVERIFY(manual.currentText().contains(QStringLiteral("/status")));

    manual.findChild<ManualPage*>()->backward();

    QCOMPARE(manual.currentPage(), QStringLiteral("README.md"));
    QVERIFY(manual.currentText().contains(QStringLiteral("First steps")));
}

QTEST_MAIN(TestManual)
#include "test_manual.moc"
