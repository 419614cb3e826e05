#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Qt 6.4.2's moc (Debian 12): for a header with Q_OBJECT, signals, slots, properties and enums it writes the same file to
# the byte whether it is told where Qt's headers are or not, and is more than ten times as fast when it is not: the
# keywords are built in, and a header that cannot be found is passed over without a word. CMake's AUTOMOC and
# qt_wrap_cpp(TARGET) always hand it every include folder, so each class pays for reading the whole of Qt Widgets.
# One thing differs, silently: an argument that is a pointer to a class of Qt, or a template of Qt around one, such as
# QPointer<QTableView>, loses its entry under RegisterMethodArgumentMetaType, because moc learns from Qt's headers what
# is a QObject.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=6.4.2+dfsg-10
apt-get download "qt6-base-dev=$version" "qt6-base-dev-tools=$version" "libqt6core6=$version" libicu72 libpcre2-16-0 \
    libdouble-conversion3 libb2-1 libglib2.0-0 >download.log 2>&1 || { cat download.log && exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
library=$(echo root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH=$work/$library
moc=$work/root/usr/lib/qt6/libexec/moc
headers=$(echo "$work"/root/usr/include/*-linux-gnu/qt6)

cat >panel.h <<'END'
#pragma once
#include <QDialog>
class Panel : public QDialog {
    Q_OBJECT
    Q_PROPERTY(int rows READ rows WRITE setRows NOTIFY rowsChanged)
public:
    enum class Shape { Flat, Deep };
    Q_ENUM(Shape)
    int rows() const { return m_rows; }
    void setRows(int rows);
signals:
    void rowsChanged(int rows);
private slots:
    void open(const QString& name, int at);
private:
    int m_rows = 0;
};
END

sed 's|int at|QPointer<QTableView> view|; s|#include <QDialog>|&\n#include <QPointer>\n#include <QTableView>|' \
    panel.h >pointer.h

folders=(-I "$headers" -I "$headers/QtCore" -I "$headers/QtGui" -I "$headers/QtWidgets")
# run NAME [OPTION]...: twenty times; prints the processor time
run() {
    local name=$1 i
    shift
    TIMEFORMAT=%U
    { time for ((i = 0; i < 20; ++i)); do "$moc" "$@" panel.h -o "$name.cpp"; done; } 2>&1
}
"$moc" --version
with=$(run with "${folders[@]}")
without=$(run without)
echo "20 runs: $with s with Qt's headers, $without s without"
cmp with.cpp without.cpp
grep -q 'Panel::rowsChanged' without.cpp
"$moc" "${folders[@]}" pointer.h -o pointer_with.cpp
"$moc" pointer.h -o pointer_without.cpp
echo "entries for QPointer: $(grep -c 'fromType< QPointer' pointer_with.cpp) with, $(grep -c 'fromType< QPointer' pointer_without.cpp || true) without"
grep -q 'fromType< QPointer' pointer_with.cpp
! grep -q 'fromType< QPointer' pointer_without.cpp
awk -v with="$with" -v without="$without" 'BEGIN { exit !(with > 10 * without) }'
echo "The same file, more than ten times as fast."
